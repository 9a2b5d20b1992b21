import { describe, expect, it } from "vitest";
import { dumpTables } from "../support/dump-tables.js";
import { createStripeView } from "../support/stripe-view.js";
import { type TestShop, useTestShop } from "../support/test-shop.js";
import { createTill, until } from "../support/till.js";

const CALLS_UNTIL_IT_OPENS = 5;
const LINE = /^call_budgets /;

/** How many calls to Stripe have waited for their turn, by priority. */
async function turnsOf(shop: TestShop): Promise<{ till: number; job: number }> {
  const text = await (await fetch(`${shop.url}/metrics`)).text();
  const count = (priority: string) =>
    Number(
      new RegExp(`^tillgraph_stripe_budget_wait_seconds_count{priority="${priority}"} (\\d+)$`, "m").exec(text)?.[1] ??
        0,
    );
  return { till: count("till"), job: count("job") };
}

describe("a shop within a budget of Stripe calls", () => {
  const shop = useTestShop({ webhooks: false, stripeCallsPerSecond: 20 });

  it("counts each call, what a till waits for as a till's and what the watcher asks as a job's", async () => {
    const till = createTill(shop);
    const before = await turnsOf(shop);

    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    const waiting = await until(
      () => turnsOf(shop),
      ({ job }) => job > before.job,
    );
    await till.presentCard();
    const completed = await till.complete(order.id);

    expect(waiting.till - before.till).toBe(2);
    expect(completed).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("makes every sale of a rush in the end", async () => {
    const till = createTill(shop);

    const orders = await Promise.all(Array.from({ length: 12 }, () => till.openOrder(1000)));
    const created = await Promise.all(orders.map(({ id }) => till.createIntent(id)));
    const ready = await until(
      () => Promise.all(created.map(({ payment }) => till.payment(payment.id))),
      (payments) => payments.every(({ status }) => status === "REQUIRES_PAYMENT_METHOD"),
      20_000,
    );

    expect(new Set(ready.map(({ stripePaymentIntentId }) => stripePaymentIntentId)).size).toBe(orders.length);
  });
});

describe("a shop within a budget while Stripe is silent", () => {
  const shop = useTestShop({ webhooks: false, jobs: false, stripeCallsPerSecond: 20 });

  it("spends nothing of it on calls that the circuit breaker refuses", async () => {
    const stripe = createStripeView(shop);
    await stripe.drop({ method: "GET", path: "^/v1/account$", when: "before", count: 1_000 });
    const before = await turnsOf(shop);

    for (let count = 0; count < 12; count += 1) await shop.app.deps.gateway.readAccount();

    expect((await turnsOf(shop)).till - before.till).toBe(CALLS_UNTIL_IT_OPENS);
  });
});

describe("a shop at the sandbox that asks for no budget", () => {
  const shop = useTestShop();

  it("has no call wait, and no statement sent for it", async () => {
    const till = createTill(shop);

    const { order } = await till.authorize(1000);
    await till.complete(order.id);

    expect(await turnsOf(shop)).toEqual({ till: 0, job: 0 });
    expect((await dumpTables(shop.databaseUrl)).filter((row) => LINE.test(row))).toEqual([]);
  });
});
