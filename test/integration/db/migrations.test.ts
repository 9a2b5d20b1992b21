import { readdir, readFile } from "node:fs/promises";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, it } from "vitest";
import { migrateDatabase } from "../../../src/db/migrate-database.js";
import { ask } from "../db-embedded/ask.js";
import { createEmptyDatabase } from "./empty-database.js";

const TABLES = new URL("../../../src/db/tables/", import.meta.url);
const META = new URL("../../../migrations/meta/", import.meta.url);

it("are applied once by six instances that start at the same moment", async () => {
  const url = await createEmptyDatabase();

  await Promise.all(Array.from({ length: 6 }, () => migrateDatabase(url)));

  const { entries } = JSON.parse(await readFile(new URL("_journal.json", META), "utf8")) as { entries: unknown[] };
  expect(await ask(url, "select count(*)::int as count from drizzle.__drizzle_migrations")).toEqual([
    { count: entries.length },
  ]);
  expect(await ask(url, "select to_regclass('payments') is not null as there")).toEqual([{ there: true }]);
});

it("change nothing on a database that is up to date", async () => {
  const url = await createEmptyDatabase();
  await migrateDatabase(url);
  await ask(url, "create table kept ()");

  await migrateDatabase(url);

  expect(await ask(url, "select to_regclass('kept') is not null as there")).toEqual([{ there: true }]);
});

it("hold everything that the tables say", async () => {
  const files = (await readdir(TABLES)).filter((file) => file.endsWith(".ts"));
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, TABLES).href) as Promise<Record<string, unknown>>),
  );
  const snapshots = (await readdir(META)).filter((file) => file.endsWith("_snapshot.json")).toSorted();
  const newest = JSON.parse(await readFile(new URL(snapshots.at(-1) ?? "", META), "utf8")) as ReturnType<
    typeof generateDrizzleJson
  >;

  const statements = await generateMigration(
    newest,
    generateDrizzleJson(Object.assign({}, ...modules) as object as Record<string, unknown>),
  );

  expect(statements).toEqual([]);
});
