import { describe, expect, it } from "vitest";
import {
  CancelOrderDocument,
  CancelPaymentIntentDocument,
  FreeReaderDocument,
  VoidRecordedPaymentDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf } from "../../support/till.js";

describe("a reason", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });
  const LONGEST = "x".repeat(500);

  it("is refused wherever one is given, once it is longer than a history keeps", async () => {
    const till = createTill(shop);
    const reason = `${LONGEST}x`;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const input = { paymentId: payment.id, reason };
    const operator = shop.client("OPERATOR");

    const refusals = [
      await refusalOf(till.client.request(CancelPaymentIntentDocument, { input })),
      await refusalOf(till.client.request(VoidRecordedPaymentDocument, { input })),
      await refusalOf(till.client.request(CancelOrderDocument, { input: { orderId: order.id, reason } })),
      await refusalOf(operator.request(FreeReaderDocument, { input: { readerId: shop.readerIds[0], reason } })),
    ];

    expect(refusals).toMatchObject(refusals.map(() => ({ code: "BAD_USER_INPUT", field: "reason" })));
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("may be as long as that", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);

    await till.client.request(CancelPaymentIntentDocument, { input: { paymentId: payment.id, reason: LONGEST } });
    await till.client.request(CancelOrderDocument, { input: { orderId: order.id, reason: LONGEST } });

    expect((await till.order(order.id)).status).toBe("CANCELED");
  });
});
