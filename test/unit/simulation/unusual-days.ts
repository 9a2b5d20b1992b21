import { addEntry, addTold, type DayDraft, find, momentOf, msOf, paymentRow } from "./day-draft.js";
import { listen } from "./listening-day.js";

/** What may look like a breach and is none. */
export const UNUSUAL_DAYS: readonly (readonly [what: string, change: (day: DayDraft) => void])[] = [
  ["a tip chosen on the reader comes on top of the total", tipOnReader],
  ["a till added a tip when it captured", tipAtCapture],
  ["a raised total was paid in full", raisedTotal],
  ["recorded cash was voided before the card was taken", voidedCash],
  ["a card was offered another tender, handed over anew and paid", handedOverAnew],
  ["an order that is partly held was offered another tender while the hold was on its way", partlyHeld],
  ["an order's figures were read before its money came, and its offer after", heldMeanwhile],
  ["a payment could not be created, and its history says so", creationFailed],
  ["money came to an order beyond its lowered total, and it is shown overpaid", overpaid],
  ["a hold stayed because its order was completed without captures", heldOn],
  ["a hold stayed because Stripe refused its capture", captureRefused],
  ["a till followed an order to its end", listen],
  ["a dead server's work was taken up in time", takenUp],
  ["a cancel's answer was late because a server stood still", stoodStill],
  ["a till heard of a payment in time without webhooks", noWebhooks],
  ["a till heard nothing", heardNothing],
  ["a write was sent again under its key", sentAgain],
  ["a webhook died of an error that it shows", diedOfAnError],
  ["a client secret was asked for", secretRevealed],
];

function tipOnReader(day: DayDraft): void {
  const tip = { amount: 1100, amount_received: 1100, amount_details: { tip: { amount: 100 } } };
  Object.assign(find(day.intents, "pi_1"), tip);
  takeMore(day, 1100);
  Object.assign(find(day.rows.payments, "pay_1"), { tip_minor: "100", amount_received_minor: "1100" });
  find(day.rows.orders, "ord_1")["tip_minor"] = "100";
}

function tipAtCapture(day: DayDraft): void {
  const input = { paymentId: "pay_1", saleAmountMinor: 800, tipMinor: 200 };
  day.told.splice(3, 1);
  addTold(day, [16, 18, "capturePaymentIntent"], { input, data: null });
  Object.assign(find(day.rows.payments, "pay_1"), { tip_minor: "200", capture_tip_minor: "200" });
  const totals = { total_minor: "800", paid_minor: "800", tip_minor: "200", sequence: 6 };
  Object.assign(find(day.rows.orders, "ord_1"), totals);
  addEntry(day, [19, "order.updated"], { order_id: "ord_1", sequence: 6, data: { from: 1000, to: 800 } });
}

function raisedTotal(day: DayDraft): void {
  const created = find(day.rows.timeline, "2");
  Object.assign(created, { type: "order.updated", payment_id: null, at: momentOf(6), data: { from: 600, to: 1000 } });
}

function voidedCash(day: DayDraft): void {
  const cash = { order_id: "ord_1", created_at: momentOf(2), tender: "CASH", amount_minor: 1000, status: "CANCELED" };
  day.rows.payments.push(paymentRow("pay_9", cash));
  addTold(day, [1, 3, "recordPayment"], { input: { orderId: "ord_1", idempotencyKey: "key-9" }, data: null });
  Object.assign(find(day.rows.timeline, "2"), { type: "payment.voided", payment_id: "pay_9", at: momentOf(4) });
}

function handedOverAnew(day: DayDraft): void {
  const payment = { __typename: "Payment", id: "pay_1", status: "REQUIRES_PAYMENT_METHOD" };
  const offered = { ...payment, nextSafeActions: [{ action: "TAKE_ANOTHER_TENDER" }] };
  addTold(day, [6, 7, "order"], { input: { id: "ord_1" }, data: { order: offered } });
}

function partlyHeld(day: DayDraft): void {
  const offered = [{ action: "TAKE_ANOTHER_TENDER" }];
  const figures = { totalMinor: 2000, paidMinor: 0, authorizedMinor: 1000 };
  const order = { __typename: "Order", id: "ord_1", status: "OPEN", paymentState: "PARTIALLY_PAID", ...figures };
  addTold(day, [11, 14, "order"], { input: { id: "ord_1" }, data: { order: { ...order, nextSafeActions: offered } } });
}

function heldMeanwhile(day: DayDraft): void {
  const offered = [{ action: "TAKE_ANOTHER_TENDER", reason: "10.00 CHF is still due." }];
  const figures = { totalMinor: 2000, paidMinor: 0, authorizedMinor: 0 };
  const order = { __typename: "Order", id: "ord_1", status: "OPEN", paymentState: "IN_PROGRESS", ...figures };
  addTold(day, [13, 14, "order"], { input: { id: "ord_1" }, data: { order: { ...order, nextSafeActions: offered } } });
}

function creationFailed({ rows, intents, changes }: DayDraft): void {
  Object.assign(find(rows.payments, "pay_2"), { status: "CREATION_FAILED", stripe_payment_intent_id: null });
  find(rows.timeline, "11")["type"] = "payment.creation_failed";
  intents.pop();
  changes.splice(3);
}

function overpaid(day: DayDraft): void {
  Object.assign(find(day.rows.orders, "ord_1"), { total_minor: "900", payment_state: "OVERPAID", sequence: 6 });
  addEntry(day, [19, "order.updated"], { order_id: "ord_1", sequence: 6, data: { from: 1000, to: 900 } });
}

function heldOn(day: DayDraft): void {
  const held = { status: "requires_capture", amount_received: 0, amount_capturable: 1000 };
  Object.assign(find(day.intents, "pi_1"), held);
  day.changes.splice(2, 1);
  day.told.splice(3, 1);
  const { rows } = day;
  const row = { status: "REQUIRES_CAPTURE", amount_received_minor: "0", amount_capturable_minor: "1000" };
  Object.assign(find(rows.payments, "pay_1"), row);
  Object.assign(find(rows.orders, "ord_1"), { payment_state: "AUTHORIZED", paid_minor: "0", authorized_minor: "1000" });
  find(rows.timeline, "4")["data"] = { captureHolds: false };
}

function captureRefused(day: DayDraft): void {
  heldOn(day);
  find(day.rows.timeline, "4")["data"] = {};
  Object.assign(find(day.rows.timeline, "5"), { type: "operation.refused", payment_id: "pay_1" });
  Object.assign(day.requests.find(({ idempotencyKey }) => idempotencyKey === "op_3") ?? {}, { status: 400 });
}

function takenUp(day: DayDraft): void {
  day.orphans.push({ operationId: "op_3", leaseUntilMs: msOf(17), takenUpAtMs: msOf(20) });
}

function stoodStill(day: DayDraft): void {
  day.pauses.push({ owner: "north.1", fromMs: msOf(9), untilMs: msOf(20) });
  addTold(day, [8, 12, "cancelReaderAction"], { input: { actionId: "act_1" }, data: {} });
}

function noWebhooks(day: DayDraft): void {
  listen(day);
  Object.assign(day, { webhooksEndedAtMs: msOf(-10) });
}

function heardNothing({ told }: DayDraft): void {
  for (const each of told) each.answer = null;
}

function sentAgain(day: DayDraft): void {
  day.requests.push(...day.requests.filter(({ idempotencyKey }) => idempotencyKey === "op_1"));
}

function diedOfAnError({ rows }: DayDraft): void {
  Object.assign(find(rows.webhook_inbox, "evt_row_1"), { state: "DEAD", last_error: "no such object" });
}

function secretRevealed(day: DayDraft): void {
  const data = { clientSecret: "pi_1_secret_abc" };
  addTold(day, [19, 20, "revealClientSecret"], { input: { paymentId: "pay_1" }, data });
}

function takeMore({ changes }: DayDraft, minor: number): void {
  for (const change of changes.filter(({ intentId }) => intentId === "pi_1")) {
    if (change.amountCapturable > 0) change.amountCapturable = minor;
    if (change.amountReceived > 0) change.amountReceived = minor;
  }
}
