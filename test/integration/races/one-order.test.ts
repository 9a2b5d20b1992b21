import { beforeAll, describe, expect, it } from "vitest";
import { CompleteOrderDocument, UpdateOrderDocument } from "../../support/generated/operations.js";
import { processPastUs } from "../../support/process-past-us.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";
import { race } from "./hold-orders.js";
import { codesOf } from "./outcomes.js";

/** So that the first one's request is still under way when the second one's turn comes. */
const STRIPE_TAKES_MS = 500;

describe("two tills at one order at the same moment", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let other: Till;
  let stripe: StripeView;
  beforeAll(async () => {
    const { url } = await shop.startAnotherInstance();
    till = createTill(shop);
    const elsewhere = shop.client("TEST");
    elsewhere.setEndpoint(`${url}/graphql`);
    other = createTill(shop, elsewhere);
    stripe = createStripeView(shop);
  });
  const at = (orderId: string) => ({ databaseUrl: shop.databaseUrl, orderIds: [orderId] });

  it("never record more cash than is due", async () => {
    const order = await till.openOrder(1000);

    const results = await race<unknown>(
      at(order.id),
      () => till.recordCash(order.id, 1000),
      () => other.recordCash(order.id, 1000),
    );

    expect(await codesOf(results)).toEqual(["done", "AMOUNT_EXCEEDS_DUE"]);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, overpaidMinor: 0 });
  });

  it("record both halves when each takes half", async () => {
    const order = await till.openOrder(1000);

    const results = await race<unknown>(
      at(order.id),
      () => till.recordCash(order.id, 500),
      () => other.recordCash(order.id, 500),
    );

    expect(await codesOf(results)).toEqual(["done", "done"]);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("never take cash for what the other has just handed to a reader", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);

    const results = await race<unknown>(
      at(order.id),
      () => till.process(payment.id),
      () => other.recordCash(order.id, 1000),
    );
    const after = await till.order(order.id);
    await till.cancelAtReader((await till.payment(payment.id)).actions[0]?.id ?? "");

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(after).toMatchObject({ paidMinor: 0, reservedMinor: 1000 });
  });

  it("never hand to a reader what the other has just taken in cash", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);

    const results = await race<unknown>(
      at(order.id),
      () => till.recordCash(order.id, 1000),
      () => other.process(payment.id),
    );

    expect(await codesOf(results)).toEqual(["done", "AMOUNT_EXCEEDS_DUE"]);
    expect((await till.payment(payment.id)).actions).toEqual([]);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 1000, reservedMinor: 0, overpaidMinor: 0 });
  });

  it("never lower the total below what the other has just asked for", async () => {
    const order = await till.openOrder(1000);
    await stripe.delay("^/v1/payment_intents$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.createIntent(order.id),
      () => other.client.request(UpdateOrderDocument, { input: { orderId: order.id, totalMinor: 400 } }),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await till.order(order.id)).toMatchObject({ totalMinor: 1000 });
  });

  it("never set up a payment for more than the other has just lowered the total to", async () => {
    const order = await till.openOrder(1000);

    const results = await race<unknown>(
      at(order.id),
      () => other.client.request(UpdateOrderDocument, { input: { orderId: order.id, totalMinor: 400 } }),
      () => till.createIntent(order.id, { amountMinor: 1000 }),
    );

    expect(await codesOf(results)).toEqual(["done", "AMOUNT_EXCEEDS_DUE"]);
    expect(await stripe.intentsOf(order.id)).toEqual([]);
  });

  it("never take cash for an order that the other has just completed", async () => {
    const { order, payment } = await till.authorize(1000);

    const results = await race<unknown>(
      at(order.id),
      () => other.client.request(CompleteOrderDocument, { input: { orderId: order.id } }),
      () => till.recordCash(order.id, 1000),
    );

    expect(await codesOf(results)).toEqual(["done", "ILLEGAL_TRANSITION"]);
    expect(await till.order(order.id)).toMatchObject({ status: "COMPLETED", paidMinor: 1000, overpaidMinor: 0 });
    expect((await till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("never take more than the total where one takes cash in the moment in which the other takes a hold", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await processPastUs(shop, payment.stripePaymentIntentId);
    await till.presentCard();

    const results = await race<unknown>(
      at(order.id),
      () => till.recordCash(order.id, 500),
      () => other.recheck(payment.id),
      () => other.capture(payment.id),
    );

    const [cash, look, capture] = await codesOf(results);
    expect([cash, look]).toEqual(["done", "done"]);
    // Before the look is recorded there is no hold to take, after it the hold is more than is due.
    expect(["ILLEGAL_TRANSITION", "AMOUNT_EXCEEDS_DUE"]).toContain(capture);
    expect(await codesOf(await Promise.allSettled([other.capture(payment.id)]))).toEqual(["AMOUNT_EXCEEDS_DUE"]);
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "requires_capture", amount_received: 0 }]);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 500, authorizedMinor: 1000 });
  });

  it("complete an order on the strength of the cash that the other has just taken", async () => {
    const order = await till.openOrder(1000);

    const results = await race<unknown>(
      at(order.id),
      () => till.recordCash(order.id, 1000),
      () => other.client.request(CompleteOrderDocument, { input: { orderId: order.id } }),
    );

    expect(await codesOf(results)).toEqual(["done", "done"]);
    expect(await till.order(order.id)).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1000 });
  });

  it("never complete an order on the strength of a hold that the other is just letting go", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/cancel$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.cancelPayment(payment.id),
      () => other.client.request(CompleteOrderDocument, { input: { orderId: order.id } }),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "canceled" }]);
    expect((await till.order(order.id)).status).toBe("OPEN");
  });

  it("never complete an order while the other is capturing only a part of its hold", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.capture(payment.id, { saleAmountMinor: 600 }),
      () => other.client.request(CompleteOrderDocument, { input: { orderId: order.id } }),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await till.order(order.id)).toMatchObject({ status: "OPEN", paidMinor: 600, dueMinor: 400 });
  });

  it("never give up an order whose money the other is just capturing", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => till.capture(payment.id),
      () => other.cancelOrder(order.id),
    );

    expect(await codesOf(results)).toEqual(["done", "PAYMENT_IN_PROGRESS"]);
    expect(await till.order(order.id)).toMatchObject({ status: "OPEN", paidMinor: 1000 });
  });
});
