import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.js";
import { startEmbeddedPostgres } from "../db/embedded/start-embedded-postgres.js";

export interface ReachableDatabase {
  url: string;
  /** How to call it in front of people: no password in it. */
  name: string;
  /** Ends the embedded Postgres if it was started here; one that a running server keeps goes on. */
  release(): Promise<void>;
}

/** The folder of the embedded Postgres; undefined where `DATABASE_URL` names another database. */
export function embeddedFolder({ databaseUrl, dataDir }: Config): string | undefined {
  return databaseUrl === undefined ? join(dataDir, "postgres") : undefined;
}

/** Makes the database of a configuration reachable: joins the embedded Postgres of a running server, or starts it. */
export async function openDatabaseOf(config: Config): Promise<ReachableDatabase> {
  if (config.databaseUrl !== undefined) {
    const { host, pathname } = new URL(config.databaseUrl);
    return { url: config.databaseUrl, name: `${host}${pathname}`, release: () => Promise.resolve() };
  }
  await mkdir(config.dataDir, { recursive: true });
  const dataDir = join(config.dataDir, "postgres");
  const postgres = await startEmbeddedPostgres({ dataDir });
  return { url: postgres.url, name: `the embedded Postgres in ${dataDir}`, release: () => postgres.stop() };
}
