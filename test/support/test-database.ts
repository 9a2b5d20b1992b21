import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { inject } from "vitest";

/** "source database is being accessed by other users": an autovacuum worker, which goes away. */
const OBJECT_IN_USE = "55006";
const COPY_ATTEMPTS = 20;
const COPY_AGAIN_AFTER_MS = 100;

export interface TestDatabase {
  url: string;
  /** Removes it, sessions that are still open included. */
  drop(): Promise<void>;
}

/** A migrated, empty database of the caller's own: a copy of the template, made in some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await copyTemplate(adminUrl, name);

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(adminUrl, `drop database if exists "${name}" with (force)`) };
}

async function copyTemplate(adminUrl: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // On the migrated template: 10 ms in memory, where the default, wal_log, takes 18 ms.
      return await execute(adminUrl, `create database "${name}" template tillgraph_template strategy file_copy`);
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === COPY_ATTEMPTS) throw error;
      await sleep(COPY_AGAIN_AFTER_MS);
    }
  }
}

async function execute(adminUrl: string, statement: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
