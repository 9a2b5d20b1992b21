import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimOperations } from "../../../src/db/operations.js";
import { claimUnattendedPayments } from "../../../src/db/payments.js";
import { claimActionsToLookAt } from "../../../src/db/reader-actions.js";
import { claimInboxEvents } from "../../../src/db/webhook-inbox.js";
import type { StripeEvent } from "../../../src/stripe/gateway.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import { receiveWebhook } from "../../../src/use-cases/receive-webhook.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";
import { CASHIER, dyingInstance, openRows, type Rows } from "../recovery/half-way.js";
import { raceAt, tryWhileHeld } from "./hold-orders.js";

const LIMIT = 10;
const HIDE_MS = 60_000;

const holdInbox = (tx: postgres.TransactionSql) => tx`lock table webhook_inbox in share mode`;
const ids = (claimed: readonly { id: string }[]) => claimed.map(({ id }) => id);
const fulfilled = (results: readonly PromiseSettledResult<string[]>[]) =>
  results.map((result) => (result.status === "fulfilled" ? result.value : ["failed"]));

const eventOf = (paymentIntentId: string): StripeEvent => ({
  id: `evt_${randomUUID()}`,
  type: "payment_intent.succeeded",
  createdAt: new Date(),
  livemode: false,
  stripeAccount: null,
  objectType: "payment_intent",
  objectId: paymentIntentId,
  paymentIntentId,
});

describe("what several instances look for at the same moment", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let rows: Rows;
  beforeAll(() => {
    till = createTill(shop);
    rows = openRows(shop);
  });
  afterAll(() => rows.close());

  const receive = () => receiveWebhook(shop.app.deps, eventOf("pi_1"));
  const leaveUndone = async () => {
    const { deps, dead } = dyingInstance(shop, "before trying");
    const { id: orderId } = await till.openOrder(1000);
    await createPaymentIntent(deps, CASHIER, { idempotencyKey: randomUUID(), orderId, tender: "CARD_PRESENT" });
    await dead;
  };
  const handOver = async (readerId: string) => {
    const { payment } = await till.createIntent((await till.openOrder(1000)).id);
    await till.process(payment.id, readerId);
  };
  const openOwn = async () =>
    till.createIntent((await till.openOrder(1000)).id, { tender: "TWINT", handover: "CLIENT" });
  const claimUnattended = () => {
    const { db, account, clock } = shop.app.deps;
    const due = { accountId: account.id, now: clock.now(), everyMs: HIDE_MS, limit: LIMIT };
    return claimUnattendedPayments(db, due);
  };
  interface Queue {
    table: string;
    fill(): Promise<unknown>;
    claim(holder: string): Promise<string[]>;
  }
  const queues: [string, Queue][] = [
    [
      "a webhook event",
      {
        table: "webhook_inbox",
        fill: () => Promise.all([receive(), receive()]),
        claim: async () => ids(await claimInboxEvents(shop.app.deps.db, { hideMs: HIDE_MS, limit: LIMIT })),
      },
    ],
    [
      "an operation that was left undone",
      {
        table: "operations",
        fill: () => leaveUndone().then(leaveUndone),
        claim: async (holder) => ids(await claimOperations(shop.app.deps.db, { holder, limit: LIMIT })),
      },
    ],
    [
      "a live action",
      {
        table: "reader_actions",
        fill: () => handOver(shop.readerIds[0]).then(() => handOver(shop.readerIds[1])),
        claim: async () => ids(await claimActionsToLookAt(shop.app.deps.db, { everyMs: HIDE_MS, limit: LIMIT })),
      },
    ],
    [
      "a payment that nobody attends to",
      {
        table: "payments",
        fill: () => openOwn().then(openOwn),
        claim: async () => ids(await claimUnattended()),
      },
    ],
  ];

  it.each(queues)(
    "is taken by one, and while it is being taken the next one is not held up: %s",
    async (_what, queue) => {
      const { table, fill, claim } = queue;
      await fill();
      await rows.timePasses();
      const { databaseUrl } = shop;
      const holdAll = (tx: postgres.TransactionSql) => tx`select 1 from ${tx(table)} for update`;
      const [one = [], other = []] = fulfilled(
        await tryWhileHeld(
          { databaseUrl, hold: holdAll },
          () => claim("one"),
          () => claim("other"),
        ),
      );
      const claimed = [...one, ...other, ...(await claim("third"))];

      await rows.timePasses();
      const [held = "", free = ""] = claimed;
      const holdOne = (tx: postgres.TransactionSql) => tx`select 1 from ${tx(table)} where id = ${held} for update`;
      const [beside] = fulfilled(await tryWhileHeld({ databaseUrl, hold: holdOne }, () => claim("one")));
      const afterwards = await claim("other");

      expect(claimed).toHaveLength(2);
      expect(held).not.toBe(free);
      expect(beside).toEqual([free]);
      expect(afterwards).toEqual([held]);
    },
  );

  it("is stored once: one event that Stripe delivers to two of them at once", async () => {
    const { app: other } = await shop.startAnotherInstance();
    const event = eventOf("pi_2");

    const results = await raceAt(
      { databaseUrl: shop.databaseUrl, hold: holdInbox },
      () => receiveWebhook(shop.app.deps, event),
      () => receiveWebhook(other.deps, event),
    );
    const stored = await rows.sql`select id from webhook_inbox where stripe_event_id = ${event.id}`;

    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(stored).toHaveLength(1);
  });
});
