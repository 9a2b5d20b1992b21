/** What happened to an order or a payment, as the timeline and subscriptions name it. */
export const TIMELINE_TYPES = [
  "order.created",
  "order.updated",
  "order.completed",
  "order.canceled",
  "payment.created",
  "payment.updated",
  "payment.creation_failed",
  "payment.declined",
  "payment.authorized",
  "payment.succeeded",
  "payment.canceled",
  "payment.changed",
  "payment.recorded",
  "payment.voided",
  "payment.customer_returned",
  "action.started",
  "action.acknowledged",
  "action.canceling",
  "action.succeeded",
  "action.failed",
  "action.canceled",
  "action.not_delivered",
  "action.unknown",
  "action.unanswered",
  "action.stuck",
  "operation.refused",
  "operation.unanswered",
] as const;
export type TimelineType = (typeof TIMELINE_TYPES)[number];

/** Why a payment's end was asked for by something else than a request about the payment itself. */
export const CAUSES = ["ORDER_COMPLETED", "ORDER_CANCELED", "ANOTHER_TENDER"] as const;
export type Cause = (typeof CAUSES)[number];

/** An entry before it has its place in the order's history. */
export interface TimelineDraft {
  type: TimelineType;
  paymentId: string | null;
  data: Record<string, unknown>;
}

export interface TimelineEntry extends TimelineDraft {
  sequence: number;
  at: Date;
  actor: string;
  stripeRequestId: string | null;
  stripeEventId: string | null;
}
