import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { describeProcess } from "../../../src/db/embedded/describe-process.js";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "../../../src/db/embedded/start-embedded-postgres.js";

/** A folder of the test's own that the server's account may enter, gone after the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tillgraph-embedded-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}

export async function startServer(
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durability: "none", ...options });
  onTestFinished(() => server.stop());
  return server;
}

export interface Keeper {
  process: ChildProcess;
  server: { pid: number; url: string };
  /** What it printed after the server's address. */
  nextLine(): Promise<unknown>;
}

/** Another process, in a process group of its own, that starts the server of this folder and keeps it. */
export async function startKeeper(dataDir: string): Promise<Keeper> {
  const program = fileURLToPath(new URL("./keep-server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await lines.next();
    return value === undefined ? undefined : (JSON.parse(value) as unknown);
  };
  return { process: child, server: (await nextLine()) as Keeper["server"], nextLine };
}

export async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await describeProcess(pid)) !== undefined;
}

/** The pids of processes whose command line names the folder: postmasters, guardians, initdb, keepers. */
export async function findProcessesOf(folder: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-eo", "pid=,args="], { maxBuffer: 2 ** 24 });
  const lines = stdout.split("\n").filter((line) => line.includes(folder));
  return lines.map((line) => Number.parseInt(line, 10));
}
