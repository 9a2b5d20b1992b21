import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type RecordPaymentInput, VoidRecordedPaymentDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf } from "../support/till.js";

type More = Partial<RecordPaymentInput>;

describe("cash", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  async function voidCash(paymentId: string, reason = "typing error") {
    const answer = await shop.client("TILL").request(VoidRecordedPaymentDocument, { input: { paymentId, reason } });
    return answer.voidRecordedPayment;
  }

  it("pays an order and gives change", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);

    const { payment, order: paid } = await till.recordCash(order.id, 1050, { receivedMinor: 2000 });
    const completed = await till.complete(order.id);

    expect(payment).toMatchObject({
      tender: "CASH",
      status: "SUCCEEDED",
      amountMinor: 1050,
      amountReceivedMinor: 1050,
      changeMinor: 950,
      roundingMinor: 0,
      stripePaymentIntentId: null,
      captureMethod: null,
      nextSafeActions: [],
    });
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 1050, dueMinor: 0 });
    expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID" });
  });

  it.each([
    [1003, 2, 1005],
    [1002, -2, 1000],
    [1001, -1, 1000],
    [1004, 1, 1005],
    [1050, 0, 1050],
    [1003, 0, 1003],
  ])("of CHF %i with a rounding of %i leaves %i in the drawer and pays the order", async (total, rounding, drawer) => {
    const till = createTill(shop);
    const order = await till.openOrder(total);

    const { payment, order: paid } = await till.recordCash(order.id, total, {
      roundingMinor: rounding,
      receivedMinor: 2000,
    });

    expect(payment).toMatchObject({
      amountMinor: total,
      roundingMinor: rounding,
      amountReceivedMinor: drawer,
      changeMinor: 2000 - drawer,
    });
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: total, dueMinor: 0, overpaidMinor: 0 });
  });

  it.each<[string, string, number, More, string, string]>([
    ["rounded the wrong way", "CHF", 1003, { roundingMinor: -3 }, "BAD_USER_INPUT", "roundingMinor"],
    ["rounded to no coin", "CHF", 1003, { roundingMinor: 1 }, "BAD_USER_INPUT", "roundingMinor"],
    ["rounded by a whole step", "CHF", 1050, { roundingMinor: 5 }, "BAD_USER_INPUT", "roundingMinor"],
    ["rounded where every cent is a coin", "EUR", 1003, { roundingMinor: 2 }, "BAD_USER_INPUT", "roundingMinor"],
    ["less than the amount", "CHF", 1050, { receivedMinor: 1049 }, "BAD_USER_INPUT", "receivedMinor"],
    [
      "less than the rounded amount",
      "CHF",
      1003,
      { roundingMinor: 2, receivedMinor: 1003 },
      "BAD_USER_INPUT",
      "receivedMinor",
    ],
    ["of 0", "CHF", 1050, { amountMinor: 0 }, "BAD_USER_INPUT", "amountMinor"],
    ["below 0", "CHF", 1050, { amountMinor: -1050 }, "BAD_USER_INPUT", "amountMinor"],
    ["over the due", "CHF", 1050, { amountMinor: 1051 }, "AMOUNT_EXCEEDS_DUE", "amountMinor"],
    ["of a card", "CHF", 1050, { tender: "CARD_PRESENT" }, "BAD_USER_INPUT", "tender"],
    ["of TWINT", "CHF", 1050, { tender: "TWINT" }, "BAD_USER_INPUT", "tender"],
    ["of a rounded voucher", "CHF", 1003, { tender: "OTHER", roundingMinor: 2 }, "BAD_USER_INPUT", "roundingMinor"],
    [
      "of a voucher with change",
      "CHF",
      1050,
      { tender: "OTHER", receivedMinor: 2000 },
      "BAD_USER_INPUT",
      "receivedMinor",
    ],
  ])("%s is refused and changes nothing", async (_what, currency, total, more, code, field) => {
    const till = createTill(shop);
    const order = await till.openOrder(total, { currency });

    const refusal = await refusalOf(till.recordCash(order.id, total, more));

    expect(refusal).toMatchObject({ code, field });
    expect(await till.order(order.id)).toEqual(order);
  });

  it("is voided with a reason, and the order is paid again", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const { payment } = await till.recordCash(order.id, 1050, { receivedMinor: 2000 });

    const voided = await voidCash(payment.id);
    const again = await voidCash(payment.id);
    const { order: paid } = await till.recordCash(order.id, 1050);

    expect(voided?.payment).toMatchObject({ status: "CANCELED", amountReceivedMinor: 0, changeMinor: null });
    expect(voided?.order).toMatchObject({ paymentState: "UNPAID", paidMinor: 0, chargeableMinor: 1050 });
    expect(again).toEqual(voided);
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 1050 });
  });

  it.each(["", "  ", "x".repeat(501)])("is not voided without a reason that can be read: %j", async (reason) => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const { payment } = await till.recordCash(order.id, 1050);

    const refusal = await refusalOf(voidCash(payment.id, reason));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "reason" });
    expect((await till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("is not voided once the order is complete", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const { payment } = await till.recordCash(order.id, 1050);
    const completed = await till.complete(order.id);

    const refusal = await refusalOf(voidCash(payment.id));

    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { orderId: order.id } });
    expect(await till.order(order.id)).toEqual(completed);
  });

  it("pays a share, and a card what is left: that and no more", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);
    const cash = await till.recordCash(order.id, 1000);

    const tooMuch = await refusalOf(till.createIntent(order.id, { amountMinor: 2001 }));
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    await till.presentCard();
    const more = await refusalOf(till.recordCash(order.id, 1));
    const completed = await till.complete(order.id);

    expect(cash.order).toMatchObject({ paymentState: "PARTIALLY_PAID", dueMinor: 2000, chargeableMinor: 2000 });
    expect(tooMuch).toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", field: "amountMinor" });
    expect(payment.amountMinor).toBe(2000);
    expect(more).toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", field: "amountMinor" });
    expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 3000 });
  });

  it("makes an idle intent too large for what is left, so that a reader does not take it", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);
    const { payment } = await till.createIntent(order.id);
    await till.recordCash(order.id, 1000);

    const refusal = await refusalOf(till.process(payment.id));
    const idle = await till.payment(payment.id);

    expect(refusal).toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", extensions: { paymentId: payment.id } });
    expect(idle.nextSafeActions.map(({ action }) => action)).toEqual(["CANCEL", "TAKE_ANOTHER_TENDER"]);
  });

  it("and a voucher pay one order", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);

    const voucher = await till.recordCash(order.id, 2000, { tender: "OTHER" });
    const { order: paid } = await till.recordCash(order.id, 1000, { receivedMinor: 1000 });

    expect(voucher.payment).toMatchObject({ tender: "OTHER", amountReceivedMinor: 2000 });
    expect(voucher.payment).toMatchObject({ changeMinor: null, roundingMinor: null });
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 3000 });
  });

  it("that is recorded twice under one key is one entry", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);
    const idempotencyKey = randomUUID();

    const [first, second] = await Promise.all([
      till.recordCash(order.id, 1000, { idempotencyKey }),
      till.recordCash(order.id, 1000, { idempotencyKey }),
    ]);

    expect(second.payment.id).toBe(first.payment.id);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 1000, dueMinor: 2000 });
  });

  it("answers a replay with how the entry stands now, a void included", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const idempotencyKey = randomUUID();
    const { payment } = await till.recordCash(order.id, 1050, { idempotencyKey });
    await voidCash(payment.id);

    const replay = await till.recordCash(order.id, 1050, { idempotencyKey });

    expect(replay.payment).toMatchObject({ id: payment.id, status: "CANCELED" });
    expect(replay.order).toMatchObject({ paidMinor: 0 });
  });
});
