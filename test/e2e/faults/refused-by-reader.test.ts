import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ReaderDocument } from "../../support/generated/operations.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf, type Till, until } from "../../support/till.js";

describe("a reader that does not take a payment", () => {
  const shop = useTestShop({ webhooks: false });
  let till: Till;
  let stripe: StripeView;
  let stripeReaderId = "";
  beforeAll(async () => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = reader?.stripeReaderId ?? "";
  });
  const setReader = (state: object) => shop.control(`readers/${stripeReaderId}`, state);
  afterEach(() => stripe.clearFaults());
  afterEach(() => setReader({ busy: false, network: "online", timeouts: 0 }));

  it.each([
    { state: { busy: true }, code: "READER_BUSY" },
    { state: { network: "offline" }, code: "READER_OFFLINE" },
  ])("leaves the payment free for cash when it answers $code", async ({ state, code }) => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await setReader(state);

    const refusal = await refusalOf(till.process(payment.id));
    const after = await till.payment(payment.id);
    const { order: paid } = await till.recordCash(order.id, 1000);

    expect(refusal).toMatchObject({ code, extensions: { retryable: true, effect: "NONE", paymentId: payment.id } });
    expect(after).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", actions: [{ state: "FAILED" }] });
    expect(after.actions[0]?.failure?.code).toBe(code);
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("says the same in the action when it answers after the till has its answer", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await setReader({ busy: true });
    await stripe.delay("/process_payment_intent$", 2_500);

    const { action } = await till.process(payment.id);
    const failed = await until(
      () => till.payment(payment.id),
      ({ actions }) => actions[0]?.state === "FAILED",
    );

    expect(action?.state).toBe("DISPATCHING");
    expect(failed.actions[0]?.failure).toMatchObject({
      code: "READER_BUSY",
      cashierMessage: "The reader is busy. Try again in a moment.",
    });
  });

  it("takes the same payment at the next try with a new attempt", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await setReader({ busy: true });
    await refusalOf(till.process(payment.id));
    await setReader({ busy: false });

    await till.process(payment.id);
    await till.presentCard();
    const paid = await till.payment(payment.id);

    expect(paid).toMatchObject({ status: "SUCCEEDED", actions: [{ state: "FAILED" }, { state: "SUCCEEDED" }] });
    expect(await stripe.intentsOf(order.id)).toHaveLength(1);
  });

  it("answers the same attempt with its failure instead of trying again", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const attemptKey = "attempt-1";
    await setReader({ busy: true });
    await refusalOf(till.process(payment.id, undefined, { attemptKey }));
    await setReader({ busy: false });
    const writesBefore = await stripe.writes("process_payment_intent");

    const again = await till.process(payment.id, undefined, { attemptKey });

    expect(again.action).toMatchObject({ state: "FAILED", failure: { code: "READER_BUSY" } });
    expect(await stripe.writes("process_payment_intent")).toHaveLength(writesBefore.length);
  });

  it("holds the money while a reader that timed out may have got the payment, and finds it there", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await setReader({ timeouts: 1 });

    const begun = await till.process(payment.id);
    const cash = await refusalOf(till.recordCash(order.id, 1000));
    const found = await until(
      () => till.payment(payment.id),
      ({ actions }) => actions[0]?.state === "IN_PROGRESS",
    );
    await till.presentCard();
    const paid = await till.payment(payment.id);

    expect(["UNKNOWN", "IN_PROGRESS"]).toContain(begun.action?.state);
    expect(cash.code).toBe("PAYMENT_IN_PROGRESS");
    expect(found.actions).toHaveLength(1);
    expect(paid).toMatchObject({ status: "SUCCEEDED", actions: [{ state: "SUCCEEDED" }] });
  });
});
