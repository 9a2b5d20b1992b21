import { describe, expect, it } from "vitest";
import { UpdatePaymentIntentDocument, VoidRecordedPaymentDocument } from "../../support/generated/operations.js";
import { executeSql } from "../../support/dump-tables.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till } from "../../support/till.js";
import { attempt } from "./attempt.js";

describe("a payment in the wrong state", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  /** A payment brought into its state by what a till does. */
  const REACHED: Record<string, (till: Till) => Promise<string>> = {
    async REQUIRES_CAPTURE(till) {
      return (await till.authorize(1050)).payment.id;
    },
    async SUCCEEDED(till) {
      const { payment } = await till.authorize(1050);
      await till.capture(payment.id);
      return payment.id;
    },
    async CANCELED(till) {
      const { payment } = await till.createIntent((await till.openOrder(1050)).id);
      await till.cancelPayment(payment.id);
      return payment.id;
    },
    async CASH(till) {
      return (await till.recordCash((await till.openOrder(1050)).id, 1050)).payment.id;
    },
  };

  /** States that no request of ours leaves a card payment in: written into its row. */
  const WRITTEN = ["CREATING", "CREATION_FAILED", "REQUIRES_CONFIRMATION", "REQUIRES_ACTION", "PROCESSING"];

  async function paymentIn(status: string, till: Till): Promise<string> {
    const reach = REACHED[status];
    if (reach !== undefined) return reach(till);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    await executeSql(shop.databaseUrl, "update payments set status = $1 where id = $2", [status, payment.id]);
    return payment.id;
  }

  it.each([...Object.keys(REACHED), ...WRITTEN, "UNRECOGNIZED"])("is not handed to a reader: %s", async (status) => {
    const till = createTill(shop);
    const paymentId = await paymentIn(status, till);

    const { refusal, changes } = await attempt(shop, () => till.process(paymentId));

    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId } });
    expect(changes).toEqual([]);
  });

  it.each(["CANCELED", "CASH", ...WRITTEN, "UNRECOGNIZED", "REQUIRES_PAYMENT_METHOD"])(
    "is not captured: %s",
    async (status) => {
      const till = createTill(shop);
      const paymentId = await paymentIn(status, till);

      const { refusal, changes } = await attempt(shop, () => till.capture(paymentId));

      expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId } });
      expect(changes).toEqual([]);
    },
  );

  it.each(["SUCCEEDED", "CASH"])("is not canceled: %s", async (status) => {
    const till = createTill(shop);
    const paymentId = await paymentIn(status, till);

    const { refusal, changes } = await attempt(shop, () => till.cancelPayment(paymentId));

    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId } });
    expect(changes).toEqual([]);
  });

  it.each(["SUCCEEDED", "REQUIRES_CAPTURE", "CANCELED", "CASH", ...WRITTEN])("is not changed: %s", async (status) => {
    const till = createTill(shop);
    const paymentId = await paymentIn(status, till);

    const { refusal, changes } = await attempt(shop, () =>
      till.client.request(UpdatePaymentIntentDocument, { input: { paymentId, amountMinor: 500 } }),
    );

    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId } });
    expect(changes).toEqual([]);
  });

  it.each(["REQUIRES_PAYMENT_METHOD", "REQUIRES_CAPTURE", "SUCCEEDED", "CANCELED"])(
    "is not voided as if it were cash: %s",
    async (status) => {
      const till = createTill(shop);
      const paymentId = await paymentIn(status, till);

      const { refusal, changes } = await attempt(shop, () =>
        till.client.request(VoidRecordedPaymentDocument, { input: { paymentId, reason: "mistake" } }),
      );

      expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId } });
      expect(changes).toEqual([]);
    },
  );

  it("answers the same capture again with the state, and refuses another amount", async () => {
    const till = createTill(shop);
    const { payment } = await till.authorize(1050);
    const first = await till.capture(payment.id, { saleAmountMinor: 1000 });

    const again = await till.capture(payment.id, { saleAmountMinor: 1000 });
    const { refusal, changes } = await attempt(shop, () => till.capture(payment.id, { saleAmountMinor: 900 }));

    expect(first.payment).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 1000 });
    expect(again.payment).toEqual(first.payment);
    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { paymentId: payment.id } });
    expect(changes).toEqual([]);
  });

  it("answers the same cancel again with the state", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const first = await till.cancelPayment(payment.id);

    const again = await till.cancelPayment(payment.id);

    expect(first.payment.status).toBe("CANCELED");
    expect(again).toEqual(first);
  });

  it("at a reader is neither processed again, changed, captured nor canceled", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const { action } = await till.process(payment.id);
    const update = { input: { paymentId: payment.id, amountMinor: 500 } };

    const attempts = [
      await attempt(shop, () => till.process(payment.id, shop.readerIds[1])),
      await attempt(shop, () => till.client.request(UpdatePaymentIntentDocument, update)),
      await attempt(shop, () => till.capture(payment.id)),
      await attempt(shop, () => till.cancelPayment(payment.id)),
      await attempt(shop, () => till.recordCash(payment.order?.id ?? "", 1050)),
      await attempt(shop, () => till.createIntent(payment.order?.id ?? "", { amountMinor: 1050 })),
    ];
    await till.cancelAtReader(action?.id ?? "");

    expect(attempts.map(({ refusal }) => refusal.code)).toEqual(attempts.map(() => "PAYMENT_IN_PROGRESS"));
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
  });

  it("whose outcome is not known takes no other order, and lets no other money be taken", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const orderId = payment.order?.id ?? "";
    const { action } = await till.process(payment.id);
    const become = "update reader_actions set state = $1, unknown_since = now() where id = $2";
    await executeSql(shop.databaseUrl, become, ["UNKNOWN", action?.id ?? ""]);

    const ofPayment = [
      await attempt(shop, () => till.process(payment.id, shop.readerIds[1])),
      await attempt(shop, () => till.capture(payment.id)),
    ];
    const ofOrder = [
      await attempt(shop, () => till.recordCash(orderId, 1050)),
      await attempt(shop, () => till.createIntent(orderId, { amountMinor: 1050 })),
      await attempt(shop, () => till.complete(orderId)),
      await attempt(shop, () => till.cancelOrder(orderId)),
    ];
    await till.cancelAtReader(action?.id ?? "");

    expect(ofPayment.map(({ refusal }) => refusal.code)).toEqual(ofPayment.map(() => "OUTCOME_UNKNOWN"));
    expect(ofOrder.map(({ refusal }) => refusal.code)).toEqual(ofOrder.map(() => "PAYMENT_IN_PROGRESS"));
    expect([...ofPayment, ...ofOrder].flatMap(({ changes }) => changes)).toEqual([]);
    expect((await till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED" }]);
  });

  it("of TWINT is not handed to a reader, and one of a card is not confirmed by TWINT", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const twint = await till.createIntent(order.id, { tender: "TWINT", amountMinor: 1000 });
    const card = await till.createIntent(order.id, { amountMinor: 1000 });

    const processed = await attempt(shop, () => till.process(twint.payment.id));
    const confirmed = await attempt(shop, () => till.confirmTwint(card.payment.id));

    expect(processed.refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "paymentId" });
    expect(confirmed.refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "paymentId" });
    expect([...processed.changes, ...confirmed.changes]).toEqual([]);
  });

  it("of a closed order is not handed to a reader", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(0);
    await till.complete(order.id);

    const attempts = [
      await attempt(shop, () => till.createIntent(order.id)),
      await attempt(shop, () => till.recordCash(order.id, 100)),
    ];

    expect(attempts.map(({ refusal }) => refusal.code)).toEqual(["ILLEGAL_TRANSITION", "ILLEGAL_TRANSITION"]);
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
  });
});
