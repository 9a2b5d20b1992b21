import { describe, expect, it } from "vitest";
import { CompleteOrderDocument, OrderTimelineDocument, UpdateOrderDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf } from "../support/till.js";

const LINE = { description: "Coffee", quantity: 1, unitAmountMinor: 450, amountMinor: 450, taxMinor: 34 };

describe("an order", () => {
  const shop = useTestShop();

  async function change(orderId: string, more: object) {
    const answer = await shop.client("TILL").request(UpdateOrderDocument, { input: { orderId, ...more } });
    return answer.updateOrder?.order;
  }

  it("is kept as it was given", async () => {
    const till = createTill(shop);
    const content = {
      lines: [LINE, { ...LINE, description: "Discount", unitAmountMinor: -50, amountMinor: -50, taxMinor: null }],
      staffRef: "Ana",
      metadata: { table: "12", guests: 3, split: { by: ["a", "b"] } },
      holdUntil: "2030-01-01T01:00:00+01:00",
    };

    const order = await till.openOrder(400, content);

    expect(order).toMatchObject({
      ...content,
      holdUntil: "2030-01-01T00:00:00.000Z",
      status: "OPEN",
      paymentState: "UNPAID",
      totalMinor: 400,
      dueMinor: 400,
      chargeableMinor: 400,
      livemode: false,
    });
    expect(await till.order(order.id)).toEqual(order);
  });

  it("changes its total, lines, hold and metadata while it is open, each alone", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(450, { lines: [LINE], metadata: { table: "12" } });

    const moreCoffee = await change(order.id, { totalMinor: 900, lines: [LINE, LINE] });
    const held = await change(order.id, { holdUntil: "2030-01-01T00:00:00Z" });
    const moved = await change(order.id, { metadata: { table: "13" } });
    const released = await change(order.id, { holdUntil: null });

    expect(moreCoffee).toMatchObject({ totalMinor: 900, dueMinor: 900, lines: [LINE, LINE] });
    expect(held).toMatchObject({ totalMinor: 900, holdUntil: "2030-01-01T00:00:00.000Z", metadata: { table: "12" } });
    expect(moved).toMatchObject({ holdUntil: "2030-01-01T00:00:00.000Z", metadata: { table: "13" } });
    expect(released).toMatchObject({ holdUntil: null, lines: [LINE, LINE], sequence: order.sequence + 4 });
  });

  it("never costs less than what is paid, held or under way", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);
    await till.recordCash(order.id, 1000);
    const held = await till.createIntent(order.id, { amountMinor: 800 });
    await till.process(held.payment.id);
    await till.presentCard();
    const open = await till.createIntent(order.id, { amountMinor: 700 });
    const { action } = await till.process(open.payment.id);

    const refusal = await refusalOf(change(order.id, { totalMinor: 2499 }));
    const lowered = await change(order.id, { totalMinor: 2500 });
    await till.cancelAtReader(action?.id ?? "");
    const loweredAgain = await change(order.id, { totalMinor: 1800 });

    expect(refusal).toMatchObject({ code: "PAYMENT_IN_PROGRESS", field: "totalMinor" });
    expect(lowered).toMatchObject({ totalMinor: 2500, paidMinor: 1000, authorizedMinor: 800, reservedMinor: 700 });
    expect(loweredAgain).toMatchObject({ totalMinor: 1800, paymentState: "AUTHORIZED", dueMinor: 0 });
  });

  it("is not complete before it is covered", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    await till.recordCash(order.id, 1000);
    const before = await till.order(order.id);

    const refusal = await refusalOf(till.complete(order.id));

    expect(refusal).toMatchObject({ code: "ILLEGAL_TRANSITION", extensions: { orderId: order.id } });
    expect(await till.order(order.id)).toEqual(before);
  });

  it("is not complete while a card may still be charged", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);

    const refusals = [await refusalOf(till.complete(order.id)), await refusalOf(till.cancelOrder(order.id))];
    await till.cancelAtReader(action?.id ?? "");

    expect(refusals.map(({ code }) => code)).toEqual(["PAYMENT_IN_PROGRESS", "PAYMENT_IN_PROGRESS"]);
    expect(await till.order(order.id)).toMatchObject({ status: "OPEN", paymentState: "UNPAID" });
  });

  it("captures every hold and cancels what idles when it is completed, and does so once", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(3000);
    const idle = await till.createIntent(order.id);
    const holds = [
      await till.createIntent(order.id, { amountMinor: 1000 }),
      await till.createIntent(order.id, { amountMinor: 2000 }),
    ];
    for (const { payment } of holds) {
      await till.process(payment.id);
      await till.presentCard();
    }

    const completed = await till.complete(order.id);
    const again = await till.complete(order.id);
    const payments = await Promise.all([idle, ...holds].map(({ payment }) => till.payment(payment.id)));

    expect(completed).toMatchObject({
      status: "COMPLETED",
      paymentState: "PAID",
      paidMinor: 3000,
      nextSafeActions: [],
    });
    expect(completed.completedAt).not.toBeNull();
    expect({ ...again, sequence: 0 }).toEqual({ ...completed, sequence: 0 });
    expect(payments.map(({ status, amountReceivedMinor }) => [status, amountReceivedMinor])).toEqual([
      ["CANCELED", 0],
      ["SUCCEEDED", 1000],
      ["SUCCEEDED", 2000],
    ]);
  });

  it("leaves holds to be captured by hand where that is asked for", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1050);

    const answer = await till.client.request(CompleteOrderDocument, {
      input: { orderId: order.id, captureHolds: false },
    });
    const held = await till.payment(payment.id);
    const captured = await till.capture(payment.id);

    expect(answer.completeOrder?.order).toMatchObject({ status: "COMPLETED", paymentState: "AUTHORIZED" });
    expect(held).toMatchObject({ status: "REQUIRES_CAPTURE", amountCapturableMinor: 1050 });
    expect(held.nextSafeActions.map(({ action }) => action)).toEqual(["CAPTURE", "CANCEL"]);
    expect(captured.order).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1050 });
  });

  it("lets its holds go when it is canceled, and its idle intents, and stays canceled", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1050);
    const idleOrder = await till.openOrder(500);
    const idle = await till.createIntent(idleOrder.id);

    const canceled = await till.cancelOrder(order.id);
    const again = await till.cancelOrder(order.id);
    await till.cancelOrder(idleOrder.id);
    const payments = await Promise.all([payment, idle.payment].map(({ id }) => till.payment(id)));

    expect(canceled).toMatchObject({ status: "CANCELED", authorizedMinor: 0, paidMinor: 0, paymentState: "UNPAID" });
    expect({ ...again, sequence: 0 }).toEqual({ ...canceled, sequence: 0 });
    expect(payments.map(({ status, amountReceivedMinor }) => [status, amountReceivedMinor])).toEqual([
      ["CANCELED", 0],
      ["CANCELED", 0],
    ]);
  });

  it("is not canceled once money was taken, by cash or by card", async () => {
    const till = createTill(shop);
    const cash = await till.openOrder(1050);
    await till.recordCash(cash.id, 500);
    const { order: card, payment } = await till.authorize(1050);
    await till.capture(payment.id);

    const refusals = [await refusalOf(till.cancelOrder(cash.id)), await refusalOf(till.cancelOrder(card.id))];

    expect(refusals.map(({ code }) => code)).toEqual(["ILLEGAL_TRANSITION", "ILLEGAL_TRANSITION"]);
    expect(await till.order(cash.id)).toMatchObject({ status: "OPEN", paidMinor: 500 });
    expect(await till.order(card.id)).toMatchObject({ status: "OPEN", paidMinor: 1050 });
  });

  it("that is closed is neither changed, completed, canceled nor paid", async () => {
    const till = createTill(shop);
    const completed = await till.openOrder(1050);
    await till.recordCash(completed.id, 1050);
    await till.complete(completed.id);
    const canceled = await till.openOrder(1050);
    await till.cancelOrder(canceled.id);
    const before = await Promise.all([completed, canceled].map(({ id }) => till.order(id)));

    const refusals = [
      await refusalOf(change(completed.id, { metadata: {} })),
      await refusalOf(change(canceled.id, { totalMinor: 5 })),
      await refusalOf(till.cancelOrder(completed.id)),
      await refusalOf(till.complete(canceled.id)),
      await refusalOf(till.recordCash(canceled.id, 100)),
      await refusalOf(till.createIntent(canceled.id)),
    ];

    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "ILLEGAL_TRANSITION"));
    expect(await Promise.all([completed, canceled].map(({ id }) => till.order(id)))).toEqual(before);
  });

  it("takes a capture of less and tells what is due again", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1050);

    const captured = await till.capture(payment.id, { saleAmountMinor: 1000 });
    const refusal = await refusalOf(till.complete(order.id));
    await till.recordCash(order.id, 50);
    const completed = await till.complete(order.id);

    expect(captured.payment).toMatchObject({
      status: "SUCCEEDED",
      amountReceivedMinor: 1000,
      amountCapturableMinor: 0,
    });
    expect(captured.order).toMatchObject({ paymentState: "PARTIALLY_PAID", paidMinor: 1000, dueMinor: 50 });
    expect(refusal.code).toBe("ILLEGAL_TRANSITION");
    expect(completed).toMatchObject({ status: "COMPLETED", paidMinor: 1050 });
  });

  it("has a history from 1 on without a gap, as long as its sequence says", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1050);
    await till.complete(order.id);

    const { order: told } = await till.client.request(OrderTimelineDocument, { id: order.id, first: 100 });
    const entries = told?.timeline.nodes ?? [];

    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    expect(entries).toHaveLength(told?.sequence ?? -1);
    expect(entries[0]).toMatchObject({ type: "order.created", paymentId: null });
    expect(entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["payment.created", "action.started", "payment.authorized", "order.completed"]),
    );
    expect(new Set(entries.map(({ paymentId }) => paymentId))).toEqual(new Set([null, payment.id]));
    expect(entries.every(({ actor }) => /^(test:key_|job:|stripe$)/.test(actor))).toBe(true);
  });
});
