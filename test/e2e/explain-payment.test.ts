import { describe, expect, it } from "vitest";
import { ExplainPaymentDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, DECLINED_CARD } from "../support/till.js";

describe("explainPayment", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("tells the back office what happened, with Stripe's request ids to ask support by", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    await till.presentCard(DECLINED_CARD);
    await till.process(payment.id);
    await till.presentCard();
    await till.complete(order.id);

    const { explainPayment } = await shop.client("BACK_OFFICE").request(ExplainPaymentDocument, { id: payment.id });

    expect(explainPayment?.entries.map(({ type }) => type)).toEqual([
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.declined",
      "action.failed",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
      "payment.updated",
      "payment.succeeded",
    ]);
    expect(explainPayment?.entries[0]?.stripeRequestId).toMatch(/^req_/);
    expect(explainPayment?.summary).toContain("Declined: the bank gave no reason (generic_decline).");
    expect(explainPayment?.summary).toContain("Now: 10.00 CHF was taken.");
  });

  it("answers null for a payment that there is none of", async () => {
    const answer = await shop.client("OPERATOR").request(ExplainPaymentDocument, { id: "pay_nobody" });

    expect(answer.explainPayment).toBeNull();
  });
});
