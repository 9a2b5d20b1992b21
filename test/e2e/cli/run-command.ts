import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  child: ChildProcess;
  result: Promise<CommandResult>;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs `npm run demo`, `keys` or `db:migrate` as a process of its own, with nothing of the test run's environment. */
export function startCommand(entry: string, args: readonly string[], env: Environment = {}): RunningCommand {
  const child = spawn(process.execPath, ["bin/run.mjs", entry, ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const result = once(child, "close").then(([code]) => ({ code: code as number | null, ...output }));
  return { child, result };
}

export function runCommand(entry: string, args: readonly string[], env: Environment = {}): Promise<CommandResult> {
  return startCommand(entry, args, env).result;
}
