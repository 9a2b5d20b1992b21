import { chmod, mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/db/embedded/start-embedded-postgres.js";
import { migrateDatabase } from "../../src/db/migrate-database.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's URL of the server that all test files share. */
    postgresUrl: string;
  }
}

const TEMPLATE_DATABASE = "tillgraph_template";

const FOLDER_PREFIX = "tillgraph-test-";
const MEMORY_FOLDER = "/dev/shm";
/** Up to 1 GB of write-ahead log and 10 MB for each database. */
const MEMORY_WANTED_BYTES = 4 * 2 ** 30;

interface TestServer {
  url: string;
  remove(): Promise<void>;
}

interface SharedServer {
  users: number;
  server: Promise<TestServer>;
}

/** Each vitest project loads this file anew, in one process: only there can they share one server. */
const shared = globalThis as { tillgraphTestServer?: SharedServer };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const held = (shared.tillgraphTestServer ??= { users: 0, server: startTestServer() });
  held.users += 1;
  const { url } = await held.server;
  project.provide("postgresUrl", url);

  return async () => {
    held.users -= 1;
    if (held.users > 0) return;
    delete shared.tillgraphTestServer;
    await (await held.server).remove();
  };
}

async function startTestServer(): Promise<TestServer> {
  const parent = await chooseParentFolder();
  await removeFoldersOfKilledRuns(parent);
  const folder = await mkdtemp(join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  await chmod(folder, 0o755); // as root the server runs as nobody, who has to get in
  const server = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), durability: "none" });
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.url);
    return { url: server.url, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const templateUrl = new URL(adminUrl);
  templateUrl.pathname = `/${TEMPLATE_DATABASE}`;
  const sql = postgres(adminUrl, { max: 1, fetch_types: false });
  try {
    await sql`create database ${sql(TEMPLATE_DATABASE)}`;
    await migrateDatabase(templateUrl.href);
    // A database with a session can't be copied: from here on nobody gets one.
    await sql`alter database ${sql(TEMPLATE_DATABASE)} with allow_connections false`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Memory where Linux offers enough of it (a container's usual 64 MB are not): copying the template makes 400 files,
 * which measured 10 ms there and 20 to 450 ms on a disk, depending on who else used it.
 */
async function chooseParentFolder(): Promise<string> {
  const memory = await statfs(MEMORY_FOLDER).catch(() => undefined);
  return memory && memory.bavail * memory.bsize > MEMORY_WANTED_BYTES ? MEMORY_FOLDER : tmpdir();
}

/** A server dies with its run, its folder stays behind. */
async function removeFoldersOfKilledRuns(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, pid] = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
