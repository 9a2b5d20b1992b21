import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, decideTwint, refusalOf, type Till, until } from "../support/till.js";

/** Nothing looks at Stripe but what the cashier does. */
describe("another tender while a TWINT page is open", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
  });
  afterEach(() => stripe.clearFaults());

  const openTwint = async (amountMinor = 1000) => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT", amountMinor });
    return { order, payment, twint: await till.confirmTwint(payment.id) };
  };
  /** The cancel is on its way to Stripe for so long; the customer approves meanwhile. */
  const payDuringCancel = async (redirectUrl: string, settle: "now" | "later" = "now") => {
    await until(
      () => stripe.writes("/cancel"),
      (writes) => writes.length > 0,
    );
    return decideTwint(redirectUrl, "authorize", settle);
  };

  it("takes a card once the page is shut for good", async () => {
    const { order, payment: twint, twint: page } = await openTwint();

    const { payment: card } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    const tooLate = await decideTwint(page.redirectUrl, "authorize");
    await till.process(card.id);
    await till.presentCard();
    await till.recheck(card.id);

    expect(tooLate.status).toBe(410);
    expect(await till.payment(twint.id)).toMatchObject({ status: "CANCELED", actions: [{ state: "CANCELED" }] });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
    expect((await stripe.intentsOf(order.id)).map(({ status }) => status).toSorted()).toEqual([
      "canceled",
      "succeeded",
    ]);
  });

  it("leaves the page open where the reader for the card is taken anyway", async () => {
    const other = await till.openOrder(500);
    const { payment: waiting } = await till.createIntent(other.id);
    const held = await till.process(waiting.id);
    const order = await till.openOrder(1000);
    const { payment: card } = await till.createIntent(order.id);
    const { payment: twint } = await till.createIntent(order.id, { tender: "TWINT" });
    await till.confirmTwint(twint.id);

    const refused = await refusalOf(till.process(card.id));
    await till.cancelAtReader(held.action?.id ?? "");

    expect(refused.code).toBe("READER_BUSY");
    expect(await till.payment(twint.id)).toMatchObject({ actions: [{ state: "IN_PROGRESS" }] });
    expect(await stripe.writes(`${twint.stripePaymentIntentId}/cancel`)).toEqual([]);
  });

  it("hands an idle card payment over once the page is shut", async () => {
    const order = await till.openOrder(1000);
    const { payment: card } = await till.createIntent(order.id);
    const { payment: twint } = await till.createIntent(order.id, { tender: "TWINT" });
    await till.confirmTwint(twint.id);

    await till.process(card.id);
    await till.presentCard();

    expect((await till.payment(twint.id)).status).toBe("CANCELED");
    expect((await till.payment(card.id)).status).toBe("REQUIRES_CAPTURE");
  });

  it("takes cash once the page is shut", async () => {
    const { order, payment } = await openTwint();

    const cash = await till.recordCash(order.id, 1000);

    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
    expect((await till.payment(payment.id)).status).toBe("CANCELED");
  });

  it.each([
    ["cash", (orderId: string) => till.recordCash(orderId, 1000)],
    ["a card", (orderId: string) => till.createIntent(orderId)],
  ])("takes %s no more where the customer pays in the very moment of the cancel, and says so", async (_what, take) => {
    const { order, payment, twint } = await openTwint();
    await shop.control("journal", {}, "DELETE");
    await stripe.delay("/cancel$", 600);

    const asked = refusalOf(take(order.id));
    await payDuringCancel(twint.redirectUrl);
    const refusal = await asked;

    expect(refusal).toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", extensions: { paymentId: payment.id } });
    expect(refusal.message).toContain("went through after all");
    expect(await till.payment(payment.id)).toMatchObject({ status: "SUCCEEDED", actions: [{ state: "SUCCEEDED" }] });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });

  it("takes cash where the customer approved and TWINT had not said so before Stripe took the cancel", async () => {
    await shop.control("behaviour", { redirect_settle_ms: 5_000 });
    const { order, payment, twint } = await openTwint();
    await decideTwint(twint.redirectUrl, "authorize", "later");

    const cash = await till.recordCash(order.id, 1000);

    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
    expect(await till.payment(payment.id)).toMatchObject({ status: "CANCELED", amountReceivedMinor: 0 });
  });

  it("takes no cash while Stripe has not said that it is canceled, and takes it when it has", async () => {
    const { order, payment } = await openTwint();
    await stripe.delay("/cancel$", 1_500);

    const refusal = await refusalOf(till.recordCash(order.id, 1000));
    const between = await till.payment(payment.id);
    const cash = await until(
      () => till.recordCash(order.id, 1000).catch(() => null),
      (answer) => answer !== null,
    );

    expect(refusal).toMatchObject({ code: "PAYMENT_IN_PROGRESS", extensions: { retryable: true, effect: "NONE" } });
    expect(between).toMatchObject({ status: "REQUIRES_ACTION", actions: [{ state: "CANCELING" }] });
    expect(cash?.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("shuts no page for money that is free, nor for more than would be free then", async () => {
    const { order, payment } = await openTwint(400);

    const free = await till.recordCash(order.id, 600);
    const tooMuch = await refusalOf(till.recordCash(order.id, 500));

    expect(free.order?.reservedMinor).toBe(400);
    expect(tooMuch.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_ACTION" });
    await till.cancelPayment(payment.id);
  });
});
