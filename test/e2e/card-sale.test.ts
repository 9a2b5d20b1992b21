import { describe, expect, it } from "vitest";
import { ReaderDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, DECLINED_CARD, until } from "../support/till.js";

describe.each([{ webhooks: true }, { webhooks: false }])("a card sale with webhooks: $webhooks", ({ webhooks }) => {
  const shop = useTestShop({ webhooks });

  it("takes the money when the order is completed, with one PaymentIntent", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);

    const { payment } = await till.createIntent(order.id);
    const begun = await till.process(payment.id);
    await till.presentCard();
    const authorized = await till.order(order.id);
    const completed = await till.complete(order.id);
    const paid = await till.payment(payment.id);

    expect(begun.action?.state).toBe("IN_PROGRESS");
    expect(authorized).toMatchObject({
      paymentState: "AUTHORIZED",
      authorizedMinor: 1050,
      dueMinor: 0,
      chargeableMinor: 0,
    });
    expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1050, reservedMinor: 0 });
    expect(paid).toMatchObject({
      status: "SUCCEEDED",
      amountReceivedMinor: 1050,
      card: { brand: "visa", last4: "4242" },
    });
  });

  it("tries the same intent again with another card after a decline", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const { payment } = await till.createIntent(order.id);

    await till.process(payment.id);
    const declined = await till.presentCard(DECLINED_CARD).then(() => till.payment(payment.id));
    await till.process(payment.id);
    await till.presentCard();
    const authorized = await till.payment(payment.id);

    expect(declined).toMatchObject({
      status: "REQUIRES_PAYMENT_METHOD",
      lastError: { code: "card_declined", declineCode: "generic_decline" },
    });
    expect(declined.nextSafeActions.map(({ action }) => action)).toEqual([
      "PROCESS_ON_READER",
      "CANCEL",
      "TAKE_ANOTHER_TENDER",
    ]);
    expect(authorized).toMatchObject({ status: "REQUIRES_CAPTURE", lastError: null });
    expect(authorized.stripePaymentIntentId).toBe(payment.stripePaymentIntentId);
    expect(authorized.actions.map(({ state }) => state)).toEqual(["FAILED", "SUCCEEDED"]);
  });

  it("frees the reader and the order when the cashier cancels at the reader", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);

    const canceled = await till.cancelAtReader(action?.id ?? "");
    const cash = await till.recordCash(order.id, 2000);

    expect(canceled.action?.state).toBe("CANCELED");
    expect(canceled.payment.status).toBe("REQUIRES_PAYMENT_METHOD");
    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 2000 });
  });

  it("hears of a card that the customer presents while nobody asks", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(700);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await till.process(payment.id);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    const stripeReaderId = reader?.stripeReaderId ?? "";

    await shop.app.deps.gateway.presentPaymentMethod(
      { stripeReaderId, number: null, interac: false, tipMinor: null },
      null,
    );
    const paid = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
    );

    expect(paid.actions.map(({ state }) => state)).toEqual(["SUCCEEDED"]);
  });
});
