import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf, type Till, until } from "../../support/till.js";

/** Two seconds, and what a busy machine adds. */
const IN_TIME_MS = 3_000;
const STRIPE_TAKES_MS = 3_500;

const timed = async <T>(work: Promise<T>) => {
  const startedAt = Date.now();
  const answer = await work;
  return { answer, tookMs: Date.now() - startedAt };
};

describe("while Stripe does not answer in time", () => {
  const shop = useTestShop({ webhooks: false });
  let till: Till;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
  });
  afterEach(() => stripe.clearFaults());

  it("answers a creation in time with a payment that is being created, and finishes it once", async () => {
    const order = await till.openOrder(1000);
    const idempotencyKey = randomUUID();
    await stripe.delay("^/v1/payment_intents$", STRIPE_TAKES_MS);

    const { answer, tookMs } = await timed(till.createIntent(order.id, { idempotencyKey }));
    const again = await refusalOf(till.createIntent(order.id, { idempotencyKey }));
    const cash = await refusalOf(till.recordCash(order.id, 1000));
    const created = await until(
      () => till.payment(answer.payment.id),
      ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
    );

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer.payment.status).toBe("CREATING");
    expect(answer.payment.nextSafeActions.map(({ action }) => action)).toEqual(["WAIT"]);
    expect(answer.order).toMatchObject({ reservedMinor: 1000, chargeableMinor: 0 });
    expect(again).toMatchObject({ code: "REQUEST_IN_PROGRESS", extensions: { retryable: true, effect: "POSSIBLE" } });
    expect(cash.code).toBe("PAYMENT_IN_PROGRESS");
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ id: created.stripePaymentIntentId }]);
  });

  it("answers a hand-over in time with an action that is being dispatched, and the reader gets it once", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const attemptKey = randomUUID();
    await stripe.delay("/process_payment_intent$", STRIPE_TAKES_MS);

    const { answer, tookMs } = await timed(till.process(payment.id, undefined, { attemptKey }));
    const again = await till.process(payment.id, undefined, { attemptKey });
    const cancel = await refusalOf(till.cancelAtReader(answer.action?.id ?? ""));
    const cash = await refusalOf(till.recordCash(order.id, 1000));
    const running = await until(
      () => till.payment(payment.id),
      ({ actions }) => actions[0]?.state === "IN_PROGRESS",
    );
    await till.cancelAtReader(answer.action?.id ?? "");

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer.action?.state).toBe("DISPATCHING");
    expect(again.action?.id).toBe(answer.action?.id);
    expect(cancel.code).toBe("PAYMENT_IN_PROGRESS");
    expect(cash.code).toBe("PAYMENT_IN_PROGRESS");
    expect(running.actions).toHaveLength(1);
    expect((await stripe.writes("process_payment_intent")).length).toBe(1);
  });

  it("completes an order in time while its capture is under way, and the money comes once", async () => {
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_TAKES_MS);

    const { answer, tookMs } = await timed(till.complete(order.id));
    const paid = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
    );

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer).toMatchObject({ status: "COMPLETED", authorizedMinor: 1000, paidMinor: 0 });
    expect(paid.amountReceivedMinor).toBe(1000);
    expect(await stripe.chargesOf(paid.stripePaymentIntentId ?? "")).toMatchObject([{ amount_captured: 1000 }]);
  });

  it("answers a recheck in time with a warning and things as they stood", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await stripe.delay("^/v1/payment_intents/", STRIPE_TAKES_MS, "GET");

    const { answer, tookMs } = await timed(till.recheck(payment.id));

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer.warnings).toHaveLength(1);
    expect(answer.payment.status).toBe("REQUIRES_PAYMENT_METHOD");
  });
});
