import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../../src/db/client.js";
import { insertOrder, listOrders } from "../../../src/db/orders.js";
import {
  claimUnattendedPayments,
  insertPayment,
  listPaymentPagesOfOrders,
  listPayments,
} from "../../../src/db/payments.js";
import type { PageRequest } from "../../../src/domain/page.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";

const ROWS = 20_000;
const FIRST_PAGE: PageRequest = { limit: 20, fromEnd: false, after: null, before: null, countTotal: false };

const isIndexed = (plan: string) => plan.includes("Index") && !/Seq Scan|Sort/.test(plan);

describe(`the lists over ${ROWS} rows`, () => {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let db: Database;
  const sent: { query: string; params: unknown[] }[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    sql = postgres(database.url, { max: 1, fetch_types: false, onnotice: () => undefined });
    db = drizzle(sql, { logger: { logQuery: (query, params) => void sent.push({ query, params }) } });
    await fill(db, sql);
  });
  afterAll(async () => {
    await sql.end({ timeout: 1 });
    await database.drop();
  });

  /** The plan of each query that the call sends, as Postgres shows it. */
  const plansOf = async (call: () => Promise<unknown>): Promise<string> => {
    sent.length = 0;
    await call();
    const plans: string[] = [];
    for (const { query, params } of sent.slice()) {
      const rows = await sql.unsafe(`explain ${query}`, params as string[]);
      plans.push(...rows.map((row) => String(row["QUERY PLAN"])));
    }
    return plans.join("\n");
  };
  const payments = (
    sort: Parameters<typeof listPayments>[1]["sort"],
    more: Partial<Parameters<typeof listPayments>[1]>,
  ) => listPayments(db, { accountId: "acct_1", locationIds: null, filter: {}, sort, page: FIRST_PAGE, ...more });
  const orders = (sort: Parameters<typeof listOrders>[1]["sort"], more: Partial<Parameters<typeof listOrders>[1]>) =>
    listOrders(db, { accountId: "acct_1", locationIds: null, filter: {}, sort, page: FIRST_PAGE, ...more });

  it.each(["CREATED_AT_DESC", "CREATED_AT_ASC", "AMOUNT_DESC", "CAPTURE_BEFORE_ASC"] as const)(
    "read payments by %s from an index, at the start, in the middle and from the end",
    async (sort) => {
      const { items } = await payments(sort, {});
      const after = items.at(-1)?.cursor ?? null;

      expect(await plansOf(() => payments(sort, {}))).toSatisfy(isIndexed);
      expect(await plansOf(() => payments(sort, { page: { ...FIRST_PAGE, after } }))).toSatisfy(isIndexed);
      expect(await plansOf(() => payments(sort, { page: { ...FIRST_PAGE, fromEnd: true, before: after } }))).toSatisfy(
        isIndexed,
      );
    },
  );

  it.each(["CREATED_AT_DESC", "CREATED_AT_ASC", "TOTAL_DESC"] as const)(
    "read orders by %s from an index, at the start, in the middle and from the end",
    async (sort) => {
      const { items } = await orders(sort, {});
      const after = items.at(-1)?.cursor ?? null;

      expect(await plansOf(() => orders(sort, {}))).toSatisfy(isIndexed);
      expect(await plansOf(() => orders(sort, { page: { ...FIRST_PAGE, after } }))).toSatisfy(isIndexed);
      expect(await plansOf(() => orders(sort, { page: { ...FIRST_PAGE, fromEnd: true, before: after } }))).toSatisfy(
        isIndexed,
      );
    },
  );

  it("read a location's, a status', an order's and a till's payments without reading the table", async () => {
    for (const filter of [{ statuses: ["SUCCEEDED"] }, { locationIds: ["loc_3"] }, { tillIds: ["till-2"] }] as const) {
      const plan = await plansOf(() => payments("CREATED_AT_DESC", { filter: filter as object }));
      expect(plan).toMatch(/Index/);
      expect(plan).not.toMatch(/Seq Scan/);
    }
    const ofOrders = await plansOf(() =>
      listPaymentPagesOfOrders(db, { orderIds: ["ord_7", "ord_8"], page: FIRST_PAGE }),
    );
    expect(ofOrders).not.toMatch(/Seq Scan/);
  });

  it("finds a payment by what Stripe calls it from an index", async () => {
    for (const filter of [{ stripePaymentIntentId: "pi_77" }, { stripeChargeId: "ch_77" }]) {
      expect(await plansOf(() => payments("CREATED_AT_DESC", { filter }))).not.toMatch(/Seq Scan/);
    }
  });

  it("claims the payments that nobody attends to from an index", async () => {
    const claim = { accountId: "acct_1", now: new Date(), everyMs: 5_000, limit: 50 };

    const plan = await plansOf(() => claimUnattendedPayments(db, claim));

    expect(plan).toMatch(/Index Scan using payments_unattended/);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  it("gives every row once, in order, forwards and backwards, rows of the same moment included", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 1; page <= 5; page += 1) {
      const answer = await payments("CREATED_AT_DESC", { page: { ...FIRST_PAGE, after } });
      seen.push(...answer.items.map(({ node }) => node.id));
      after = answer.items.at(-1)?.cursor ?? null;
    }
    const back = await payments("CREATED_AT_DESC", {
      page: { ...FIRST_PAGE, fromEnd: true, before: after, limit: 99 },
    });

    const rows = await sql<{ id: string }[]>`select id from payments order by created_at desc, id desc limit 100`;
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(back.items.map(({ node }) => node.id)).toEqual(seen.slice(0, 99));
    expect(back.hasNextPage).toBe(true);
  });

  it("counts only up to its limit", async () => {
    const counted = { ...FIRST_PAGE, countTotal: true };

    expect((await payments("CREATED_AT_DESC", { page: counted })).totalCount).toBeNull();
    expect((await payments("CREATED_AT_DESC", { page: counted, filter: { stripeChargeId: "ch_77" } })).totalCount).toBe(
      1,
    );
  });

  it("refuses a cursor of another order, and one that is none", async () => {
    const { items } = await payments("AMOUNT_DESC", {});
    const notACursor = Buffer.from('["CREATED_AT_DESC",{"a":1},"pay_1"]').toString("base64url");

    for (const after of [items[0]?.cursor ?? "", "nonsense", "", notACursor]) {
      await expect(payments("CREATED_AT_DESC", { page: { ...FIRST_PAGE, after } })).rejects.toMatchObject({
        code: "BAD_USER_INPUT",
        details: { field: "after" },
      });
    }
  });
});

/** One order and one payment as the program writes them, copied: twenty locations, and four rows to each moment. */
async function fill(db: Database, sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    insert into locations (id, account_id, livemode, stripe_location_id, display_name, address, time_zone, created_at)
    select 'loc_' || n, 'acct_1', false, 'tml_' || n, 'Shop', '{}', 'Europe/Zurich', '2026-01-01'
    from generate_series(0, 19) n`);
  await db.transaction(async (tx) => {
    const order = buildOrder({ id: "ord_0", accountId: "acct_1", locationId: "loc_0", reference: "R0" });
    await insertOrder(tx, order);
    await insertPayment(
      tx,
      buildPayment({ id: "pay_0", orderId: "ord_0", locationId: "loc_0", stripePaymentIntentId: "pi_0" }),
      order,
    );
  });
  const common = { location_id: "'loc_' || n % 20", till_id: "'till-' || n % 5", created_at: "at", updated_at: "at" };
  await copyRow(sql, "orders", {
    ...common,
    id: "'ord_' || n",
    reference: "'R' || n",
    total_minor: "n * 7919 % 10007",
  });
  await copyRow(sql, "payments", {
    ...common,
    id: "'pay_' || n",
    order_id: "'ord_' || n",
    status: "(array['SUCCEEDED', 'SUCCEEDED', 'REQUIRES_CAPTURE', 'CANCELED'])[n % 4 + 1]",
    amount_minor: "n * 7919 % 10007",
    capture_before: "at + interval '2 days'",
    stripe_payment_intent_id: "'pi_' || n",
    stripe_charge_id: "'ch_' || n",
  });
  await sql.unsafe("analyze");
}

/** Copies a table's one row with some columns made anew from the number `n` and the moment `at` of each copy. */
async function copyRow(sql: postgres.Sql, table: string, anew: Record<string, string>): Promise<void> {
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table}`;
  const names = columns.map(({ name }) => name);
  await sql.unsafe(`
    insert into ${table} (${names.join(", ")}) select ${names.map((name) => anew[name] ?? `original.${name}`).join(", ")}
    from ${table} original,
      (select n, timestamptz '2026-01-01' + n / 4 * interval '1 minute' as at from generate_series(1, ${ROWS}) n) copies`);
}
