import {
  addChange,
  addEntry,
  addIntent,
  addTold,
  addWrite,
  type DayDraft,
  emptyDay,
  momentOf,
  orderRow,
  paymentRow,
} from "./day-draft.js";

/** Two sales without a fault: ord_1 by card, its hold captured; ord_2 declined, then paid in cash. */
export function honestDay(): DayDraft {
  const day = emptyDay();
  sellByCard(day);
  sellForCash(day);
  day.rows.webhook_inbox.push({
    id: "evt_row_1",
    stripe_event_id: "evt_1",
    type: "payment_intent.succeeded",
    state: "DONE",
    attempts: 1,
    last_error: null,
  });
  return day;
}

function sellByCard(day: DayDraft): void {
  const completed = { status: "COMPLETED", completed_at: momentOf(16) };
  day.rows.orders.push(orderRow("ord_1", { ...completed, payment_state: "PAID", paid_minor: "1000", sequence: 5 }));
  const taken = { status: "SUCCEEDED", amount_minor: "1000", amount_received_minor: "1000" };
  const made = { order_id: "ord_1", created_at: momentOf(4), stripe_payment_intent_id: "pi_1" };
  day.rows.payments.push(paymentRow("pay_1", { ...made, ...taken }));
  addIntent(day, "pi_1", { status: "succeeded", amount_received: 1000, metadata: named("pay_1", "ord_1") });
  addChange(day, [5, "pi_1", "requires_payment_method"]);
  addChange(day, [12, "pi_1", "requires_capture"], 1000);
  addChange(day, [17, "pi_1", "succeeded"], 1000);
  create(day, { step: 5, id: "op_1", paymentId: "pay_1" });
  process(day, { step: 9, id: "op_2", paymentId: "pay_1", intentId: "pi_1", actionId: "act_1" });
  capture(day);
  hold(day, { id: "act_1", payment_id: "pay_1", state: "SUCCEEDED" }, [8, 13]);
  tell(day, "ord_1", [
    [1, "order.created", null],
    [6, "payment.created", "pay_1"],
    [13, "payment.authorized", "pay_1"],
    [16, "order.completed", null],
    [18, "payment.succeeded", "pay_1"],
  ]);
  const order = { __typename: "Order", id: "ord_1", totalMinor: 1000 };
  const payment = { __typename: "Payment", id: "pay_1", nextSafeActions: [] };
  const created = { ...payment, status: "REQUIRES_PAYMENT_METHOD" };
  const held = {
    ...payment,
    status: "REQUIRES_CAPTURE",
    amountCapturableMinor: 1000,
    actions: [{ kind: "PROCESS", state: "SUCCEEDED" }],
  };
  const covered = {
    ...order,
    status: "OPEN",
    paymentState: "AUTHORIZED",
    paidMinor: 0,
    authorizedMinor: 1000,
    nextSafeActions: [{ action: "COMPLETE_ORDER" }],
  };
  const paid = {
    ...order,
    status: "COMPLETED",
    paymentState: "PAID",
    paidMinor: 1000,
    authorizedMinor: 0,
    nextSafeActions: [],
  };
  addTold(day, [4, 6, "createPaymentIntent"], {
    input: { orderId: "ord_1", idempotencyKey: "key-1" },
    data: { payment: created },
  });
  addTold(day, [7, 10, "processPaymentIntent"], {
    input: { paymentId: "pay_1", attemptKey: "try-1" },
    data: { payment: created },
  });
  addTold(day, [13, 14, "order"], { input: { id: "ord_1" }, data: { order: { ...covered, payments: [held] } } });
  addTold(day, [15, 18, "completeOrder"], {
    input: { orderId: "ord_1" },
    data: { order: paid, payment: { ...payment, status: "SUCCEEDED", amountReceivedMinor: 1000 } },
  });
}

function sellForCash(day: DayDraft): void {
  const completed = { status: "COMPLETED", completed_at: momentOf(38) };
  day.rows.orders.push(
    orderRow("ord_2", { ...completed, total_minor: "500", payment_state: "PAID", paid_minor: "500", sequence: 6 }),
  );
  const made = { order_id: "ord_2", created_at: momentOf(24), stripe_payment_intent_id: "pi_2" };
  const taken = { status: "SUCCEEDED", amount_minor: "500", amount_received_minor: "500" };
  const recorded = { order_id: "ord_2", created_at: momentOf(35), tender: "CASH", capture_method: null };
  day.rows.payments.push(
    paymentRow("pay_2", { ...made, status: "CANCELED", amount_minor: "500" }),
    paymentRow("pay_3", { ...recorded, ...taken }),
  );
  addIntent(day, "pi_2", { status: "canceled", amount: 500, metadata: named("pay_2", "ord_2") });
  addChange(day, [25, "pi_2", "requires_payment_method"]);
  addChange(day, [39, "pi_2", "canceled"]);
  create(day, { step: 25, id: "op_4", paymentId: "pay_2" });
  process(day, { step: 29, id: "op_5", paymentId: "pay_2", intentId: "pi_2", actionId: "act_2" });
  addWrite(day, {
    id: "op_6",
    kind: "CANCEL_PAYMENT_INTENT",
    step: 39,
    path: "/v1/payment_intents/pi_2/cancel",
    paymentId: "pay_2",
  });
  hold(day, { id: "act_2", payment_id: "pay_2", state: "FAILED" }, [28, 31]);
  tell(day, "ord_2", [
    [21, "order.created", null],
    [26, "payment.created", "pay_2"],
    [31, "payment.declined", "pay_2"],
    [35, "payment.recorded", "pay_3"],
    [38, "order.completed", null],
    [40, "payment.canceled", "pay_2"],
  ]);
  const offered = [{ action: "TAKE_ANOTHER_TENDER" }];
  const order = { __typename: "Order", id: "ord_2", totalMinor: 500, authorizedMinor: 0 };
  const payment = { __typename: "Payment", id: "pay_2", status: "REQUIRES_PAYMENT_METHOD" };
  const unpaid = { ...order, status: "OPEN", paymentState: "UNPAID", paidMinor: 0, nextSafeActions: offered };
  const paid = {
    ...order,
    status: "OPEN",
    paymentState: "PAID",
    paidMinor: 500,
    nextSafeActions: [{ action: "COMPLETE_ORDER" }],
  };
  const cash = { __typename: "Payment", id: "pay_3", status: "SUCCEEDED", amountReceivedMinor: 500 };
  addTold(day, [24, 26, "createPaymentIntent"], {
    input: { orderId: "ord_2", idempotencyKey: "key-2" },
    data: { payment },
  });
  addTold(day, [27, 30, "processPaymentIntent"], {
    input: { paymentId: "pay_2", attemptKey: "try-2" },
    data: { payment },
  });
  addTold(day, [32, 33, "order"], {
    input: { id: "ord_2" },
    data: { order: { ...unpaid, payments: [{ ...payment, nextSafeActions: offered }] } },
  });
  addTold(day, [34, 36, "recordPayment"], {
    input: { orderId: "ord_2", idempotencyKey: "key-3" },
    data: { payment: cash, order: paid },
  });
  addTold(day, [37, 40, "completeOrder"], {
    input: { orderId: "ord_2" },
    data: { order: { ...paid, status: "COMPLETED", nextSafeActions: [] } },
  });
}

function named(paymentId: string, orderId: string): Record<string, string> {
  return { tillgraph_payment_id: paymentId, tillgraph_order_id: orderId };
}

function create(day: DayDraft, { step, id, paymentId }: { step: number; id: string; paymentId: string }): void {
  const params = { amount: 1000, metadata: { tillgraph_payment_id: paymentId }, expand: ["latest_charge"] };
  const sent = { amount: "1000", "metadata[tillgraph_payment_id]": paymentId, "expand[0]": "latest_charge" };
  addWrite(day, { id, kind: "CREATE_PAYMENT_INTENT", step, path: "/v1/payment_intents", paymentId, params, sent });
}

function capture(day: DayDraft): void {
  const path = "/v1/payment_intents/pi_1/capture";
  const what = { id: "op_3", kind: "CAPTURE_PAYMENT_INTENT", step: 17, path, paymentId: "pay_1" };
  addWrite(day, { ...what, params: { amount_to_capture: 1000 }, sent: { amount_to_capture: "1000" } });
}

function process(
  day: DayDraft,
  { intentId, ...what }: { step: number; id: string; paymentId: string; intentId: string; actionId: string },
): void {
  const path = "/v1/terminal/readers/tmr_1/process_payment_intent";
  const params = { payment_intent: intentId };
  addWrite(day, { ...what, kind: "PROCESS_PAYMENT_INTENT", path, params, sent: params });
}

function hold(day: DayDraft, action: Record<string, unknown>, [from, until]: readonly [number, number]): void {
  const times = { started_at: momentOf(from), ended_at: momentOf(until) };
  day.rows.reader_actions.push({ kind: "PROCESS", reader_id: "rdr_1", ...times, ...action });
}

function tell(day: DayDraft, orderId: string, entries: readonly (readonly [number, string, string | null])[]): void {
  for (const [place, [step, type, paymentId]] of entries.entries()) {
    addEntry(day, [step, type], { order_id: orderId, payment_id: paymentId, sequence: place + 1 });
  }
}
