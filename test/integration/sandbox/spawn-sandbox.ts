import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

export function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The sandbox as a process of its own, as `npm run sandbox` starts it. */
export async function spawnSandbox(stateDir: string): Promise<{ child: ChildProcess; port: number }> {
  const main = new URL("../../../src/sandbox/main.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", main, "--port", "0", "--state", stateDir]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, port: Number(/:(\d+) /.exec(line.toString())?.[1]) };
}
