import type { Row } from "../day-record.js";
import { jsonOf, momentOf, momentOrNull, numberOf, numberOrNull, textOf, textOrNull } from "./read-row.js";

export type KnownOrder = ReturnType<typeof toOrder>;
export type KnownPayment = ReturnType<typeof toPayment>;
export type KnownAction = ReturnType<typeof toAction>;
export type KnownOperation = ReturnType<typeof toOperation>;
export type KnownEntry = ReturnType<typeof toEntry>;
export type KnownEvent = ReturnType<typeof toEvent>;

export function toOrder(row: Row) {
  return {
    id: textOf(row, "id"),
    status: textOf(row, "status"),
    totalMinor: numberOf(row, "total_minor"),
    paymentState: textOf(row, "payment_state"),
    authorizedMinor: numberOf(row, "authorized_minor"),
    paidMinor: numberOf(row, "paid_minor"),
    refundedMinor: numberOf(row, "refunded_minor"),
    tipMinor: numberOf(row, "tip_minor"),
    reservedMinor: numberOf(row, "reserved_minor"),
    sequence: numberOf(row, "sequence"),
    completedAtMs: momentOrNull(row, "completed_at"),
  };
}

export function toPayment(row: Row) {
  return {
    id: textOf(row, "id"),
    orderId: textOrNull(row, "order_id"),
    orderOpen: row["order_open"] === true,
    tender: textOf(row, "tender"),
    status: textOf(row, "status"),
    handover: textOf(row, "handover"),
    amountMinor: numberOf(row, "amount_minor"),
    tipMinor: numberOf(row, "tip_minor"),
    captureTipMinor: numberOf(row, "capture_tip_minor"),
    capturableMinor: numberOf(row, "amount_capturable_minor"),
    receivedMinor: numberOf(row, "amount_received_minor"),
    refundedMinor: numberOf(row, "amount_refunded_minor"),
    captureMethod: textOrNull(row, "capture_method"),
    intentId: textOrNull(row, "stripe_payment_intent_id"),
    handoverUnsettled: row["handover_unsettled"] === true,
    createdAtMs: momentOf(row, "created_at"),
  };
}

export function toAction(row: Row) {
  return {
    id: textOf(row, "id"),
    kind: textOf(row, "kind"),
    state: textOf(row, "state"),
    paymentId: textOf(row, "payment_id"),
    readerId: textOrNull(row, "reader_id"),
    startedAtMs: momentOf(row, "started_at"),
    endedAtMs: momentOrNull(row, "ended_at"),
  };
}

export function toOperation(row: Row) {
  return {
    id: textOf(row, "id"),
    kind: textOf(row, "kind"),
    state: textOf(row, "state"),
    paymentId: textOrNull(row, "payment_id"),
    actionId: textOrNull(row, "action_id"),
    request: jsonOf(row, "request"),
    firstSentAtMs: momentOrNull(row, "first_sent_at"),
    isOpen: row["closed_at"] == null,
    closedAtMs: momentOrNull(row, "closed_at"),
  };
}

export function toEntry(row: Row) {
  return {
    id: numberOf(row, "id"),
    orderId: textOrNull(row, "order_id"),
    sequence: numberOf(row, "sequence"),
    feedSequence: numberOrNull(row, "feed_sequence"),
    paymentId: textOrNull(row, "payment_id"),
    atMs: momentOf(row, "at"),
    type: textOf(row, "type"),
    data: jsonOf(row, "data"),
  };
}

export function toEvent(row: Row) {
  return {
    id: textOf(row, "id"),
    stripeEventId: textOf(row, "stripe_event_id"),
    type: textOf(row, "type"),
    state: textOf(row, "state"),
    attempts: numberOf(row, "attempts"),
    lastError: textOrNull(row, "last_error"),
  };
}
