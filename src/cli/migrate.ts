import { readFile } from "node:fs/promises";
import { z } from "zod";
import { readConfig } from "../config.js";
import { openDatabase } from "../db/client.js";
import { migrateDatabase } from "../db/migrate-database.js";
import { explainFailure } from "../bootstrap/explain-failure.js";
import { openDatabaseOf } from "./open-database-of.js";

const JOURNAL = new URL("../../migrations/meta/_journal.json", import.meta.url);

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** Brings the configured database up to date and says which migrations that took. */
async function main(): Promise<void> {
  const database = await openDatabaseOf(readConfig(undefined, "database"));
  try {
    const before = await readApplied(database.url);
    await migrateDatabase(database.url);
    const after = await readApplied(database.url);
    const { entries } = journal.parse(JSON.parse(await readFile(JOURNAL, "utf8")));
    const applied = entries.filter(({ when }) => after.has(when) && !before.has(when)).map(({ tag }) => tag);
    console.log(
      applied.length === 0
        ? `Nothing to do: ${database.name} has all ${entries.length} migrations.`
        : `Applied ${applied.length} of ${entries.length} migrations to ${database.name}: ${applied.join(", ")}.`,
    );
  } finally {
    await database.release();
  }
}

/** The times by which the migrator remembers what it has done; none before its first run. */
async function readApplied(url: string): Promise<Set<number>> {
  const { sql, close } = openDatabase({ url, maxConnections: 1 });
  try {
    const [found] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "hasRun"`;
    if (found?.["hasRun"] !== true) return new Set();
    const rows = await sql`select created_at from drizzle.__drizzle_migrations`;
    return new Set(rows.map((row) => Number(row["created_at"])));
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exitCode = 1;
});
