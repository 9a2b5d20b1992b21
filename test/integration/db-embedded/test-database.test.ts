import postgres from "postgres";
import { expect, it, onTestFinished } from "vitest";
import { createTestDatabase } from "../../support/test-database.js";
import { ask } from "./ask.js";

it("gives each caller an empty, migrated database of its own, also to ten at once", async () => {
  const databases = await Promise.all(Array.from({ length: 10 }, createTestDatabase));
  onTestFinished(async () => void (await Promise.all(databases.map((database) => database.drop()))));

  await ask(databases[0]!.url, "create table only_here ()");

  expect(await ask(databases[0]!.url, "select to_regclass('only_here') is null as empty")).toEqual([{ empty: false }]);
  expect(await ask(databases[1]!.url, "select to_regclass('only_here') is null as empty")).toEqual([{ empty: true }]);
});

it("drops a database although a session is open in it", async () => {
  const database = await createTestDatabase();
  const client = postgres(database.url, { max: 1, fetch_types: false });
  onTestFinished(() => client.end({ timeout: 0 }));
  await client`select 1`;

  await database.drop();

  await expect(ask(database.url, "select 1")).rejects.toThrow("does not exist");
});
