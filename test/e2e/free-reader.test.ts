import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { FreeReaderDocument, type FreeReaderInput, ReaderDocument } from "../support/generated/operations.js";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf, type Till } from "../support/till.js";

describe("a reader that an operator frees", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  let stripeReaderId = "";
  beforeAll(async () => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = reader?.stripeReaderId ?? "";
  });
  afterEach(async () => {
    await stripe.clearFaults();
    await shop.control(`readers/${stripeReaderId}`, { network: "online", busy: false });
    await free({ force: true, reason: "after a test" });
  });

  async function free(more: Omit<FreeReaderInput, "readerId">) {
    const input = { readerId: shop.readerIds[0], ...more };
    const { freeReader } = await shop.client("OPERATOR").request(FreeReaderDocument, { input });
    return freeReader;
  }
  const startPayment = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    return { order, payment, action };
  };
  /** The reader has the payment, and nobody can reach it any more. */
  const loseReader = async () => {
    await stripe.drop({ path: "/process_payment_intent$", when: "after", count: 9 });
    await stripe.drop({ method: "GET", path: "/v1/terminal/readers/", when: "before", count: 99 });
    return startPayment();
  };

  it("is answered as it is where nothing of ours holds it", async () => {
    const freed = await free({ force: false });

    expect(freed).toMatchObject({ reader: { currentAction: null, stuck: false }, action: null });
  });

  it("is free where it waited for a card, and the share with it", async () => {
    const { order, action } = await startPayment();

    const freed = await free({ force: false });

    expect(freed).toMatchObject({ reader: { currentAction: null }, action: { id: action?.id, state: "CANCELED" } });
    expect(await till.order(order.id)).toMatchObject({ chargeableMinor: 1000 });
  });

  it("tells of the payment that went through", async () => {
    const { payment } = await startPayment();
    await fetch(`${shop.sandbox.url}/v1/test_helpers/terminal/readers/${stripeReaderId}/present_payment_method`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_shop" },
    });

    const freed = await free({ force: true, reason: "looks stuck" });

    expect(freed?.action?.state).toBe("SUCCEEDED");
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_CAPTURE");
  });

  it("is not freed while it may be authorizing", async () => {
    const { payment } = await startPayment();
    await shop.control(`readers/${stripeReaderId}`, { busy: true });

    const refusal = await refusalOf(free({ force: false }));

    expect(refusal).toMatchObject({ code: "READER_BUSY", extensions: { retryable: true } });
    expect((await till.payment(payment.id)).actions).toMatchObject([{ state: "IN_PROGRESS" }]);
  });

  it("is not freed while nobody can say what became of the payment, unless forced with a reason", async () => {
    const { order, action } = await loseReader();

    const refusal = await refusalOf(free({ force: false }));
    const unreasoned = await refusalOf(free({ force: true, reason: "  " }));
    const freed = await free({ force: true, reason: "The screen shows nothing." });

    expect(action?.state).toBe("UNKNOWN");
    expect(refusal.code).toBe("OUTCOME_UNKNOWN");
    expect(unreasoned).toMatchObject({ code: "BAD_USER_INPUT", field: "reason" });
    expect(freed).toMatchObject({ action: { state: "FAILED", failure: { code: "reader_freed" } } });
    expect(await till.order(order.id)).toMatchObject({ chargeableMinor: 0, reservedMinor: 1000 });
  });

  it("takes the next customer while the freed payment keeps its share until its intent is canceled", async () => {
    const { order, payment } = await loseReader();
    await free({ force: true, reason: "The screen shows nothing." });
    await stripe.clearFaults();

    const next = await startPayment();
    const cash = await till.recordCash(order.id, 1000);

    expect(next.action?.state).toBe("IN_PROGRESS");
    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
    expect((await till.payment(payment.id)).status).toBe("CANCELED");
  });
});
