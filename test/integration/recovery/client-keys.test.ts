import { randomUUID } from "node:crypto";
import type { SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, it } from "vitest";
import { type ClientKey, takeClientKey } from "../../../src/db/client-keys.js";
import type { Transaction } from "../../../src/db/client.js";
import { forgetClientKeys } from "../../../src/jobs/forget-client-keys.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import { atLater, CASHIER, dyingInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const ONE_BATCH = 5_000;
const MORE_THAN_TWO_BATCHES = 10_001;
const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;

/** Does something else between the inserts and the reads of a transaction. */
const interruptedReads = (tx: Transaction, interrupt: () => Promise<unknown>): Transaction => {
  const select = () => ({
    from: (table: PgTable) => ({
      where: async (condition: SQL) => {
        await interrupt();
        return tx.select().from(table).where(condition);
      },
    }),
  });
  return new Proxy(tx, {
    get: (target, property, receiver) =>
      property === "select" ? select : (Reflect.get(target, property, receiver) as unknown),
  });
};

describe("a client's idempotency key", () => {
  const bench = useRecovery();
  beforeEach(() => forget(SEVEN_DAYS_MS * 2));
  const forget = (laterMs: number) => forgetClientKeys.runOnce(atLater(bench.shop.app.deps, laterMs));

  it("is kept for seven days, and then forgotten: the same request is a new one", async () => {
    const order = await bench.till.openOrder(1000);
    const same = { idempotencyKey: randomUUID() };
    const { payment } = await bench.till.recordCash(order.id, 400, same);

    const early = await forget(SEVEN_DAYS_MS - 60_000);
    const kept = await bench.till.recordCash(order.id, 400, same);
    const late = await forget(SEVEN_DAYS_MS + 60_000);
    const anew = await bench.till.recordCash(order.id, 400, same);

    expect([early, late]).toEqual([0, 1]);
    expect(kept.payment.id).toBe(payment.id);
    expect(anew.payment.id).not.toBe(payment.id);
    expect(anew.order).toMatchObject({ paidMinor: 800 });
  });

  it("is kept as long as its request is under way, however old it is", async () => {
    const order = await bench.till.openOrder(1000);
    const same = { idempotencyKey: randomUUID(), tender: "CARD_PRESENT" } as const;
    const { deps, dead } = dyingInstance(bench.shop, "before trying");
    const { payment } = await createPaymentIntent(deps, CASHIER, { ...same, orderId: order.id });
    await dead;

    const whileUnderWay = await forget(SEVEN_DAYS_MS + 60_000);
    await bench.recover();
    const again = await bench.till.createIntent(order.id, same);
    const whenDone = await forget(SEVEN_DAYS_MS + 60_000);

    expect(again.payment.id).toBe(payment.id);
    expect([whileUnderWay, whenDone]).toEqual([0, 1]);
  });

  it("is taken anew where the old one is forgotten just when it was found taken", async () => {
    const { db, account, clock } = bench.shop.app.deps;
    const key: ClientKey = {
      mutation: "recordPayment",
      key: randomUUID(),
      requestHash: "hash",
      entityId: "pay_old",
      operationId: null,
    };
    await db.transaction((tx) => takeClientKey(tx, account, { ...key, at: clock.now() }));

    const taken = await db.transaction((tx) =>
      takeClientKey(
        interruptedReads(tx, () => bench.rows.sql`delete from client_keys`),
        account,
        { ...key, entityId: "pay_new", at: clock.now() },
      ),
    );

    expect(taken).toBe("taken");
    expect(await bench.rows.sql`select entity_id from client_keys`).toMatchObject([{ entity_id: "pay_new" }]);
  });

  it("is forgotten with all others of its age, however many they are, and no batch begins once the server stops", async () => {
    const { account } = bench.shop.app.deps;
    await bench.rows.sql`
      insert into client_keys (account_id, livemode, mutation, key, request_hash, entity_id, created_at)
      select ${account.id}, ${account.livemode}, 'recordPayment', 'key ' || number, 'hash', 'pay_1', now()
      from generate_series(1, ${MORE_THAN_TWO_BATCHES}::int) as number`;

    const stop = new AbortController();
    stop.abort();
    const { deps } = bench.shop.app;

    const whenStopped = await forgetClientKeys.runOnce(atLater(deps, SEVEN_DAYS_MS + 60_000), {
      waitMs: 1_000,
      signal: stop.signal,
    });
    const forgotten = await forget(SEVEN_DAYS_MS + 60_000);

    expect(whenStopped).toBe(ONE_BATCH);
    expect(whenStopped + forgotten).toBe(MORE_THAN_TWO_BATCHES);
    expect(await bench.rows.sql`select 1 from client_keys`).toEqual([]);
  });
});
