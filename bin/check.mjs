// Runs the checks side by side, since each alone leaves a core idle, and prints what each had to say once it ended.
import { spawn } from "node:child_process";

const CHECKS = ["format:check", "lint", "types", "test:unit"];

function run(script) {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], { stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(output));
      console.log(`${script}: ${code === 0 ? "ok" : "FAILED"}`);
      resolve(code === 0);
    });
  });
}

const results = await Promise.all(CHECKS.map(run));
if (results.includes(false)) process.exitCode = 1;
