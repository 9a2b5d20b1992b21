// Runs one of the program's entry points from dist/, compiling first when a source is newer than the last build.
// One process from start to end: a signal sent to it reaches the program, and nothing is left behind.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "dist", ".built");
const entry = process.argv[2];

function newestSourceMs() {
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath ?? file.path, file.name));
  return Math.max(...[...files, join(root, "tsconfig.json")].map((file) => statSync(file).mtimeMs));
}

function build(startedAt) {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const compiler = join(dirname(manifest), "bin", "tsc");
  const result = spawnSync(process.execPath, [compiler, "-p", join(root, "tsconfig.build.json")], { stdio: "inherit" });
  if (result.status !== 0) process.exit(result.status ?? 1);
  writeFileSync(stamp, "");
  utimesSync(stamp, startedAt, startedAt);
}

if (!existsSync(stamp) || statSync(stamp).mtimeMs < newestSourceMs()) build(new Date());
process.argv.splice(1, 2, join(root, "dist", `${entry}.js`));
await import(pathToFileURL(process.argv[1]).href);
