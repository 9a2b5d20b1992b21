import { describe, expect, it } from "vitest";
import { CompleteOrderDocument } from "../support/generated/operations.js";
import { processPastUs } from "../support/process-past-us.js";
import { type TestShop, useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf, type Till } from "../support/till.js";

const offersOf = ({ nextSafeActions }: { nextSafeActions: { action: string }[] }) =>
  nextSafeActions.map(({ action }) => action);

/** The goods are out, and the hold that was to pay for them is gone at Stripe. */
async function loseHold(shop: TestShop, till: Till) {
  const { order, payment } = await till.authorize(1000);
  await fetch(`${shop.sandbox.url}/v1/payment_intents/${payment.stripePaymentIntentId}/cancel`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
  });
  const refusal = await refusalOf(till.complete(order.id));
  return { order: await till.order(order.id), payment, refusal };
}

async function completeHeld(till: Till) {
  const { order, payment } = await till.authorize(1000);
  await till.client.request(CompleteOrderDocument, { input: { orderId: order.id, captureHolds: false } });
  return { orderId: order.id, paymentId: payment.id };
}

describe("an order whose hold is more than is due", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("has no more of it taken than is due, and a tip beside", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.recordCash(order.id, 500);
    await processPastUs(shop, payment.stripePaymentIntentId);
    await till.presentCard();
    await till.recheck(payment.id);

    const offered = { order: await till.order(order.id), payment: await till.payment(payment.id) };
    const whole = await refusalOf(till.capture(payment.id));
    const more = await refusalOf(till.capture(payment.id, { saleAmountMinor: 501 }));
    const captured = await till.capture(payment.id, { saleAmountMinor: 500, tipMinor: 100 });

    expect(offersOf(offered.order)).toEqual(["CALL_FOR_HELP", "CANCEL"]);
    expect(offersOf(offered.payment)).toEqual(["CANCEL"]);
    expect(whole).toMatchObject({
      code: "AMOUNT_EXCEEDS_DUE",
      message: "Only 5.00 CHF of this payment is due: take no more of it, or let it go.",
      extensions: { retryable: false, effect: "NONE", paymentId: payment.id, orderId: order.id },
    });
    expect(more.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect(captured.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, tipMinor: 100, overpaidMinor: 0 });
  });
});

describe("a completed order that misses money", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("takes what is missing in cash, no more, and by nothing that has yet to be taken", async () => {
    const till = createTill(shop);
    const { order, refusal } = await loseHold(shop, till);

    const tooMuch = await refusalOf(till.recordCash(order.id, 1001));
    const byCard = await refusalOf(till.createIntent(order.id));
    const inPart = await till.recordCash(order.id, 400);
    const all = await till.recordCash(order.id, inPart.order?.chargeableMinor ?? 0);
    const again = await till.complete(order.id);
    const beyond = await refusalOf(till.recordCash(order.id, 1));

    expect(refusal.code).toBe("STRIPE_REFUSED");
    expect(order).toMatchObject({ status: "COMPLETED", paymentState: "UNPAID", chargeableMinor: 1000 });
    expect(order.nextSafeActions).toMatchObject([
      {
        action: "CALL_FOR_HELP",
        reason:
          "10.00 CHF of this completed order was not taken. Call for help. It can be recorded in cash or another tender.",
      },
    ]);
    expect(tooMuch.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect(byCard).toMatchObject({
      code: "ILLEGAL_TRANSITION",
      message: "The order is completed. The 10.00 CHF that it misses can only be recorded, in cash or another tender.",
    });
    expect(inPart.order).toMatchObject({ status: "COMPLETED", paymentState: "PARTIALLY_PAID", chargeableMinor: 600 });
    expect(all.order).toMatchObject({ paymentState: "PAID", chargeableMinor: 0, nextSafeActions: [] });
    expect(again).toMatchObject({ status: "COMPLETED", completedAt: order.completedAt });
    expect(beyond.code).toBe("ILLEGAL_TRANSITION");
  });

  it("is no refusal where less of its hold was taken, as was asked", async () => {
    const till = createTill(shop);
    const { orderId, paymentId } = await completeHeld(till);
    await till.capture(paymentId, { saleAmountMinor: 800 });

    const again = await till.complete(orderId);

    expect(again).toMatchObject({ status: "COMPLETED", paymentState: "PARTIALLY_PAID", chargeableMinor: 200 });
    expect(offersOf(again)).toEqual(["CALL_FOR_HELP"]);
  });

  it("keeps the goods where its hold was let go after it was completed", async () => {
    const till = createTill(shop);
    const { orderId, paymentId } = await completeHeld(till);
    await till.cancelPayment(paymentId);

    const refusal = await refusalOf(till.complete(orderId));

    expect(refusal).toMatchObject({ code: "STRIPE_REFUSED", extensions: { effect: "POSSIBLE", paymentId } });
  });

  it("can be charged nothing once it is canceled", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);

    const canceled = await till.cancelOrder(order.id);

    expect(canceled).toMatchObject({ status: "CANCELED", chargeableMinor: 0 });
  });
});
