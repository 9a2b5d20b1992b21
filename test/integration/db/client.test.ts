import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DatabaseClient, openDatabase } from "../../../src/db/client.js";
import { findOrder, lockOrder } from "../../../src/db/orders.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";

describe("the way to the database", () => {
  let database: TestDatabase;
  let client: DatabaseClient;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = openDatabase({ url: database.url, maxConnections: 1 });
  });
  afterAll(async () => {
    await client.close();
    await database.drop();
  });
  const preparedHere = async (db = client.db) =>
    (await db.execute(sql`select statement from pg_prepared_statements`)).map((row) => String(row["statement"]));

  it("prepares queries with parameters, so that the next one only binds", async () => {
    await findOrder(client.db, "ord_1");
    await findOrder(client.db, "ord_2");

    const prepared = (await preparedHere()).filter((statement) => statement.includes('from "orders"'));
    expect(prepared).toHaveLength(1);
  });

  it("prepares them inside a transaction too", async () => {
    await client.db.transaction(async (tx) => {
      await expect(lockOrder(tx, "ord_1")).rejects.toThrow("There is no order");
    });

    expect((await preparedHere()).filter((statement) => statement.includes("for no key update"))).toHaveLength(1);
  });

  it("prepares nothing where a pooler stands in between", async () => {
    const pooled = openDatabase({ url: database.url, maxConnections: 1, preparedStatements: false });
    await findOrder(pooled.db, "ord_1");

    const prepared = (await preparedHere(pooled.db)).filter((statement) => statement.includes('from "orders"'));
    await pooled.close();

    expect(prepared).toEqual([]);
  });

  it("refuses the pool inside a transaction, which would wait for itself", async () => {
    const attempt = client.db.transaction(async () => findOrder(client.db, "ord_1"));

    await expect(attempt).rejects.toMatchObject({
      cause: expect.objectContaining({ message: expect.stringContaining("pool was used inside a transaction") }),
    });
    expect(await findOrder(client.db, "ord_1")).toBeUndefined();
  });

  it("takes a transaction back whole when a part of it fails", async () => {
    const attempt = client.db.transaction(async (tx) => {
      await tx.execute(sql`create table half_done ()`);
      throw new Error("on purpose");
    });

    await expect(attempt).rejects.toThrow("on purpose");
    expect([...(await client.db.execute(sql`select to_regclass('half_done') as there`))]).toEqual([{ there: null }]);
  });
});
