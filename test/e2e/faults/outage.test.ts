import { beforeAll, describe, expect, it } from "vitest";
import { CompleteOrderDocument } from "../../support/generated/operations.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf, type Till, until } from "../../support/till.js";

const FAST_MS = 1_000;

async function timed<T extends object>(request: Promise<T>): Promise<T & { tookMs: number }> {
  const startedAt = Date.now();
  return { ...(await request), tookMs: Date.now() - startedAt };
}

describe("while Stripe can't be reached at all", () => {
  const shop = useTestShop({ webhooks: false });
  let till: Till;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
  });

  const goDown = async () => {
    await stripe.drop({ path: ".", when: "before", count: 10_000 });
    await stripe.drop({ method: "GET", path: ".", when: "before", count: 10_000 });
  };

  it("hands no goods over for money that nobody knows to come, and ends orders that need nothing of Stripe", async () => {
    const { order: held, payment } = await till.authorize(700);
    const { order: left } = await till.authorize(300);
    const cash = await till.openOrder(400);
    await till.recordCash(cash.id, 400);
    const empty = await till.openOrder(400);
    const declined = await till.createIntent((await till.openOrder(400)).id);
    await goDown();
    const unheard = await Promise.all([till.openOrder(500), till.openOrder(500), till.openOrder(500)]);
    await Promise.all(unheard.map(({ id }) => till.createIntent(id)));

    const refusals = [await refusalOf(till.complete(held.id)), await refusalOf(till.cancelOrder(held.id))];
    const untouched = { order: await till.order(held.id), payment: await till.payment(payment.id) };
    const input = { orderId: left.id, captureHolds: false };
    const leftHeld = await till.client.request(CompleteOrderDocument, { input });
    const paid = await till.complete(cash.id);
    await till.recordCash(declined.payment.order?.id ?? "", 400);
    const paidInstead = await till.complete(declined.payment.order?.id ?? "");
    const givenUp = await till.cancelOrder(empty.id);
    await stripe.clearFaults();
    const completed = await until(
      () => till.complete(held.id).catch(() => null),
      (answer) => answer !== null,
    );

    expect(refusals.map(({ code, message }) => [code, message])).toEqual(
      refusals.map(() => ["STRIPE_UNAVAILABLE", "Stripe does not answer at the moment. Nothing was changed."]),
    );
    expect(untouched.order).toMatchObject({ status: "OPEN", sequence: held.sequence });
    expect(untouched.payment.nextSafeActions[0]?.action).toBe("COMPLETE_ORDER");
    expect(leftHeld.completeOrder?.order).toMatchObject({ status: "COMPLETED", paymentState: "AUTHORIZED" });
    expect([paid.status, paidInstead.status, givenUp.status]).toEqual(["COMPLETED", "COMPLETED", "CANCELED"]);
    expect(completed?.status).toBe("COMPLETED");
  });

  it("says so at once, begins nothing, goes on with cash and queries, and comes back by itself", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const held = await till.authorize(700);
    const shown = await till.openOrder(1000);
    const page = await till.createIntent(shown.id, { tender: "TWINT" });
    await till.confirmTwint(page.payment.id);
    const inPart = await till.openOrder(1000);
    const partly = await till.createIntent(inPart.id, { tender: "TWINT", amountMinor: 400 });
    await till.confirmTwint(partly.payment.id);
    await goDown();
    // The first ones meet the silence; what follows is told at once.
    const first = await till.openOrder(500);
    const others = await Promise.all([till.openOrder(500), till.openOrder(500)]);
    await Promise.all([first, ...others].map(({ id }) => till.createIntent(id)));

    const refusals = [
      await timed(refusalOf(till.process(payment.id))),
      await timed(refusalOf(till.createIntent(order.id, { tender: "TWINT" }))),
      await timed(refusalOf(till.capture(held.payment.id))),
      await timed(refusalOf(till.cancelPayment(held.payment.id))),
      await timed(refusalOf(till.createIntent(inPart.id))),
    ];
    const messages = refusals.map(({ message }) => message);
    const besidePage = await refusalOf(till.recordCash(shown.id, 1000));
    const pageDuringOutage = await till.payment(page.payment.id);
    const duringOutage = await till.order(order.id);
    const cash = await till.recordCash(order.id, 1000);
    await stripe.clearFaults();
    const captured = await until(
      () => till.capture(held.payment.id).catch(() => null),
      (answer) => answer !== null,
    );

    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "STRIPE_UNAVAILABLE"));
    expect(messages).toEqual([
      "Stripe does not answer at the moment. 10.00 CHF can be taken in cash.",
      "Stripe does not answer at the moment. 10.00 CHF can be taken in cash.",
      "Stripe does not answer at the moment. Nothing was changed.",
      "Stripe does not answer at the moment. Nothing was changed.",
      "Stripe does not answer at the moment. Nothing was changed.",
    ]);
    expect(refusals[0]?.extensions).toMatchObject({ retryable: true, effect: "NONE" });
    expect(Math.max(...refusals.map(({ tookMs }) => tookMs))).toBeLessThan(FAST_MS);
    expect(besidePage).toMatchObject({
      code: "PAYMENT_IN_PROGRESS",
      extensions: { retryable: true, effect: "NONE", paymentId: page.payment.id },
    });
    expect(pageDuringOutage.actions).toMatchObject([{ state: "IN_PROGRESS" }]);
    expect(duringOutage).toMatchObject({ chargeableMinor: 1000, reservedMinor: 0 });
    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
    expect(captured?.payment.status).toBe("SUCCEEDED");
    await until(
      () => till.order(first.id),
      ({ reservedMinor }) => reservedMinor === 0,
      20_000,
    );
    expect(await stripe.intentsOf(first.id)).toHaveLength(1);
  });
});
