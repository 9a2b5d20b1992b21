import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { GraphQLClient } from "graphql-request";
import { onTestFinished } from "vitest";
import { LocationsDocument, ReadersDocument } from "../../support/generated/operations.js";
import { findFreePort } from "../../support/find-free-port.js";
import type { TestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** A first start makes a database cluster, and may have to build. */
const READY_WITHIN_MS = 20_000;

export interface ServerProcess {
  child: ChildProcess;
  url: string;
  sandboxUrl: string;
  dataDir: string;
  /** Everything it printed so far. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** A data folder of the test's own that the database's account may enter. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "tillgraph-process-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(dataDir, 0o755);
  return dataDir;
}

export async function freePorts(): Promise<{ PORT: string; SANDBOX_PORT: string }> {
  return { PORT: String(await findFreePort()), SANDBOX_PORT: String(await findFreePort()) };
}

/** `npm start` as a process of its own, in a process group of its own. */
export function spawnServer(dataDir: string, env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, ["bin/run.mjs", "main"], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], DATA_DIR: dataDir, LOG_LEVEL: "error", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += String(chunk)));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    child,
    url: `http://127.0.0.1:${env["PORT"]}`,
    sandboxUrl: `http://127.0.0.1:${env["SANDBOX_PORT"]}`,
    dataDir,
    output: () => output,
    ended,
  };
}

/** Starts it and waits until it says that it is ready. */
export async function startServer(dataDir: string, env: Record<string, string>): Promise<ServerProcess> {
  const server = spawnServer(dataDir, env);
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const response = await fetch(`${server.url}/readyz`).catch(() => undefined);
    if (response?.ok === true) return server;
    if (server.child.exitCode !== null || Date.now() > deadline) throw new Error(`not ready: ${server.output()}`);
    await sleep(50);
  }
}

/** A till at that server, by the keys that it keeps in its data folder. */
export async function openTill({ url, dataDir }: ServerProcess): Promise<Till> {
  const keys = JSON.parse(await readFile(join(dataDir, "keys.json"), "utf8")) as Record<string, string>;
  const client = (role: string | null) =>
    new GraphQLClient(`${url}/graphql`, { headers: { authorization: `Bearer ${keys[role ?? ""]}` } });
  const { locations } = await client("OPERATOR").request(LocationsDocument, {});
  const { readers } = await client("OPERATOR").request(ReadersDocument, {});
  const shop: Pick<TestShop, "client" | "locationId" | "readerIds"> = {
    client,
    locationId: locations.edges[0]?.node.id ?? "",
    readerIds: [readers.edges[0]?.node.id ?? "", readers.edges[1]?.node.id ?? ""],
  };
  return createTill(shop as TestShop);
}
