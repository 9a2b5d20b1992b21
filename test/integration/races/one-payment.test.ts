import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";
import { race } from "./hold-orders.js";
import { codesOf } from "./outcomes.js";

/** So that the first one's request is still under way when the second one's turn comes. */
const STRIPE_TAKES_MS = 500;

describe("two requests for one payment at the same moment", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
  });
  afterEach(() => stripe.clearFaults());
  const at = (...orderIds: string[]) => ({ databaseUrl: shop.databaseUrl, orderIds });
  const writesTo = async (paymentIntentId: string | null | undefined, verb: string) =>
    (await stripe.writes(verb)).filter(({ path }) => path.includes(paymentIntentId ?? "?"));

  it("make one payment and one PaymentIntent when they bear the same idempotency key", async () => {
    const order = await till.openOrder(1000);
    const same = { idempotencyKey: randomUUID(), amountMinor: 400 };
    await stripe.delay("^/v1/payment_intents$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.createIntent(order.id, same),
      () => till.createIntent(order.id, same),
    );

    expect(await codesOf(results)).toEqual(["done", "REQUEST_IN_PROGRESS"]);
    expect(await stripe.intentsOf(order.id)).toHaveLength(1);
    expect(await till.createIntent(order.id, same)).toMatchObject({ payment: { amountMinor: 400 } });
  });

  it("record cash once when they bear the same idempotency key", async () => {
    const order = await till.openOrder(1000);
    const same = { idempotencyKey: randomUUID() };

    const results = await race(
      at(order.id),
      () => till.recordCash(order.id, 400, same),
      () => till.recordCash(order.id, 400, same),
    );
    const ids = results.map((result) => (result.status === "fulfilled" ? result.value.payment.id : null));

    expect(ids[0]).toBe(ids[1]);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 400 });
  });

  it("hand it to one reader only", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const before = (await stripe.writes("process_payment_intent")).length;

    const results = await race<unknown>(
      at(order.id),
      () => till.process(payment.id, shop.readerIds[0]),
      () => till.process(payment.id, shop.readerIds[1]),
    );
    const { actions } = await till.payment(payment.id);
    await till.cancelAtReader(actions[0]?.id ?? "");

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(actions).toMatchObject([{ state: "IN_PROGRESS", reader: { id: shop.readerIds[0] } }]);
    expect((await stripe.writes("process_payment_intent")).length).toBe(before + 1);
  });

  it("begin one attempt when they bear the same attempt key", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const before = (await stripe.writes("process_payment_intent")).length;
    const same = { attemptKey: randomUUID() };

    const results = await race(
      at(order.id),
      () => till.process(payment.id, undefined, same),
      () => till.process(payment.id, undefined, same),
    );
    const ids = results.map((result) => (result.status === "fulfilled" ? result.value.action?.id : null));
    await till.cancelAtReader(ids[0] ?? "");

    expect(ids[0]).toBe(ids[1]);
    expect((await stripe.writes("process_payment_intent")).length).toBe(before + 1);
  });

  it("give a reader to one payment only, and tell the other that it is busy", async () => {
    const first = await till.openOrder(1000);
    const second = await till.openOrder(2000);
    const [{ payment: one }, { payment: two }] = [
      await till.createIntent(first.id),
      await till.createIntent(second.id),
    ];

    const results = await race<unknown>(
      at(first.id, second.id),
      () => till.process(one.id),
      () => till.process(two.id),
    );
    const actions = [...(await till.payment(one.id)).actions, ...(await till.payment(two.id)).actions];
    for (const action of actions) await till.cancelAtReader(action.id);

    expect(new Set(await codesOf(results))).toEqual(new Set(["READER_BUSY", "done"]));
    expect(actions).toHaveLength(1);
  });

  it("capture it once", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.capture(payment.id),
      () => till.capture(payment.id),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await writesTo(payment.stripePaymentIntentId, "capture")).toHaveLength(1);
    expect(await till.payment(payment.id)).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 1000 });
  });

  it("never let money go that the first is just capturing", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.capture(payment.id),
      () => till.cancelPayment(payment.id),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await writesTo(payment.stripePaymentIntentId, "/cancel")).toEqual([]);
    expect((await till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("never capture money that the first is just letting go", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/cancel$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.cancelPayment(payment.id),
      () => till.capture(payment.id),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await writesTo(payment.stripePaymentIntentId, "/capture")).toEqual([]);
    expect((await till.payment(payment.id)).status).toBe("CANCELED");
  });

  it("cancel at the reader once", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    const before = (await stripe.writes("cancel_action")).length;

    const results = await race<unknown>(
      at(order.id),
      () => till.cancelAtReader(action?.id ?? ""),
      () => till.cancelAtReader(action?.id ?? ""),
    );

    expect(await codesOf(results)).toEqual(["done", "done"]);
    expect((await stripe.writes("cancel_action")).length).toBe(before + 1);
    expect((await till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED" }]);
  });
});
