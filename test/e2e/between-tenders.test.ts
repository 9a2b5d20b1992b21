import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ageActions } from "../support/age-actions.js";
import { processPastUs } from "../support/process-past-us.js";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, DECLINED_CARD, refusalOf, type Till, until } from "../support/till.js";

interface Attempt {
  amountMinor?: number;
  captureMethod?: "AUTOMATIC" | "MANUAL";
}

/** Nothing looks at Stripe but what the cashier does. */
describe("another tender after a reader attempt without a certain end", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
  });
  afterEach(() => stripe.clearFaults());

  const loseCommand = async (paymentId: string) => {
    await stripe.drop({ path: "/process_payment_intent$", when: "before", count: 9 });
    await till.process(paymentId);
    await ageActions(shop);
    await until(
      async () => (await till.recheck(paymentId)).payment.actions.at(-1)?.state,
      (state) => state === "NOT_DELIVERED",
    );
    await stripe.clearFaults();
  };
  /** The command was cut off on its way; the reader shows nothing, and may still get it. */
  const loseAttempt = async ({ amountMinor = 1000, captureMethod = "MANUAL" }: Attempt = {}) => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { amountMinor, captureMethod });
    await loseCommand(payment.id);
    return { order, payment };
  };
  /** The reader got it all the same, and the customer tapped. */
  const payLate = async (paymentIntentId: string | null) => {
    await processPastUs(shop, paymentIntentId);
    await till.presentCard();
  };

  it("is offered only after a look at the connection, where two attempts in a row got no answer", async () => {
    const { payment } = await loseAttempt();
    const once = (await till.payment(payment.id)).nextSafeActions;
    await loseCommand(payment.id);
    const twice = (await till.payment(payment.id)).nextSafeActions;
    await till.process(payment.id);
    await till.presentCard(DECLINED_CARD);
    const answered = (await till.payment(payment.id)).nextSafeActions;

    expect(once.map(({ action }) => action)).toEqual(["PROCESS_ON_READER", "CANCEL"]);
    expect(twice.map(({ action }) => action)).toEqual(["CHECK_CONNECTION", "PROCESS_ON_READER", "CANCEL"]);
    expect(answered.map(({ action }) => action)).toEqual(["PROCESS_ON_READER", "CANCEL"]);
  });

  it("takes cash once the intent is canceled and seen canceled", async () => {
    const { order, payment } = await loseAttempt();

    const cash = await till.recordCash(order.id, 1000);
    await payLate(payment.stripePaymentIntentId).catch(() => undefined);

    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
    expect((await till.payment(payment.id)).status).toBe("CANCELED");
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "canceled", amount_received: 0 }]);
  });

  it("opens TWINT for all that is due once the intent is canceled", async () => {
    const { order, payment: card } = await loseAttempt();

    const { payment: twint } = await till.createIntent(order.id, { tender: "TWINT" });
    await till.confirmTwint(twint.id);

    expect(twint.amountMinor).toBe(1000);
    expect((await till.payment(card.id)).status).toBe("CANCELED");
    expect((await till.payment(twint.id)).status).toBe("REQUIRES_ACTION");
  });

  it("lets a hold go that the customer gave at the last moment", async () => {
    const { order, payment } = await loseAttempt();
    await payLate(payment.stripePaymentIntentId);

    const cash = await till.recordCash(order.id, 1000);

    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, authorizedMinor: 0 });
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "canceled", amount_received: 0 }]);
  });

  it("says that the customer has paid after all, and takes no cash", async () => {
    const { order, payment } = await loseAttempt({ captureMethod: "AUTOMATIC" });
    await payLate(payment.stripePaymentIntentId);
    await stripe.drop({ path: "/cancel$", when: "before", count: 1 });

    const refusal = await refusalOf(till.recordCash(order.id, 1000));

    expect(refusal).toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", extensions: { paymentId: payment.id } });
    expect(refusal.message).toContain("went through after all");
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("takes no cash while Stripe has not said that it is canceled, and takes it when it has", async () => {
    const { order } = await loseAttempt();
    await stripe.delay("/cancel$", 1_500);

    const startedAt = Date.now();
    const refusal = await refusalOf(till.recordCash(order.id, 1000));
    const tookMs = Date.now() - startedAt;
    const cash = await until(
      () => till.recordCash(order.id, 1000).catch(() => null),
      (answer) => answer !== null,
    );

    expect(refusal).toMatchObject({ code: "PAYMENT_IN_PROGRESS", extensions: { retryable: true, effect: "NONE" } });
    expect(tookMs).toBeLessThan(1_500);
    expect(cash?.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("cancels nothing for a share that is free, nor for more than would be free then", async () => {
    const { order, payment } = await loseAttempt({ amountMinor: 400 });

    const free = await till.recordCash(order.id, 600);
    const tooMuch = await refusalOf(till.recordCash(order.id, 500));

    expect(free.order?.reservedMinor).toBe(400);
    expect(tooMuch.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("cancels nothing for a request that was answered before", async () => {
    const order = await till.openOrder(1000);
    const idempotencyKey = "one-key";
    const first = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });
    const { payment } = await till.createIntent(order.id, { amountMinor: 1000 });
    await loseCommand(payment.id);

    const replayed = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });

    expect(replayed.payment.id).toBe(first.payment.id);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("leaves a card alone that may be in the reader at this moment", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);

    const refusal = await refusalOf(till.recordCash(order.id, 1000));

    expect(refusal.code).toBe("PAYMENT_IN_PROGRESS");
    expect((await till.payment(payment.id)).actions).toMatchObject([{ state: "IN_PROGRESS" }]);
    await till.cancelAtReader((await till.payment(payment.id)).actions[0]?.id ?? "");
  });
});
