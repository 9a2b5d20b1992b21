import type { PaymentActivity } from "./activity.js";
import type { Order, OrderPaymentState, OrderTotals } from "./order.js";
import { isRecordedTender, type Payment, type PaymentStatus } from "./payment.js";
import { isLive } from "./reader-action.js";

/** What of a payment the reservation rule looks at. */
export type ReservingPayment = Pick<
  Payment,
  | "tender"
  | "status"
  | "handover"
  | "amountMinor"
  | "tipMinor"
  | "amountCapturableMinor"
  | "amountReceivedMinor"
  | "amountRefundedMinor"
  | "handoverUnsettled"
>;

export interface PaymentShare {
  paidMinor: number;
  authorizedMinor: number;
  reservedMinor: number;
  refundedMinor: number;
  tipMinor: number;
}

/** What an intent does with its amount in each status while nothing is under way around it. */
const SHARE_BY_STATUS: Record<PaymentStatus, "PAID" | "AUTHORIZED" | "RESERVED" | "NOTHING"> = {
  CREATING: "RESERVED",
  CREATION_FAILED: "NOTHING",
  REQUIRES_PAYMENT_METHOD: "NOTHING",
  REQUIRES_CONFIRMATION: "RESERVED",
  REQUIRES_ACTION: "RESERVED",
  PROCESSING: "RESERVED",
  REQUIRES_CAPTURE: "AUTHORIZED",
  CANCELED: "NOTHING",
  SUCCEEDED: "PAID",
  UNRECOGNIZED: "RESERVED",
};

/** Statuses that nothing under way can change any more. */
export const FINAL_STATUSES: readonly PaymentStatus[] = ["CREATION_FAILED", "CANCELED", "SUCCEEDED"];

export function isFinal(status: PaymentStatus): boolean {
  return FINAL_STATUSES.includes(status);
}

/** How much of its order one payment has taken, holds, or may still take. */
export function shareOf(payment: ReservingPayment, activity: PaymentActivity): PaymentShare {
  const share = {
    paidMinor: 0,
    authorizedMinor: 0,
    reservedMinor: 0,
    refundedMinor: payment.amountRefundedMinor,
    tipMinor: 0,
  };
  switch (SHARE_BY_STATUS[payment.status]) {
    case "PAID":
      return { ...share, paidMinor: receivedWithoutTip(payment), tipMinor: payment.tipMinor };
    case "AUTHORIZED":
      return { ...share, authorizedMinor: payment.amountCapturableMinor - payment.tipMinor };
    case "RESERVED":
      return { ...share, reservedMinor: payment.amountMinor };
    case "NOTHING":
      return { ...share, reservedMinor: mayStillTakeMoney(payment, activity) ? payment.amountMinor : 0 };
  }
}

/** The rounding of cash is the shop's gain or loss: the order is paid by the amount. */
function receivedWithoutTip(payment: ReservingPayment): number {
  return isRecordedTender(payment.tender) ? payment.amountMinor : payment.amountReceivedMinor - payment.tipMinor;
}

/** Whether an intent that took nothing so far could still take its amount by something we started. */
function mayStillTakeMoney(payment: ReservingPayment, activity: PaymentActivity): boolean {
  if (isFinal(payment.status)) return false;
  if (payment.handover === "CLIENT" || payment.handoverUnsettled || activity.pendingCommand !== null) return true;
  return activity.action !== null && isLive(activity.action.state);
}

/** The fold that an order's totals are: the projection on its row is written from it, tests and reconciliation compare with it. */
export function foldOrder(totalMinor: number, shares: readonly PaymentShare[]): OrderTotals {
  const sums = { paidMinor: 0, authorizedMinor: 0, reservedMinor: 0, refundedMinor: 0, tipMinor: 0 };
  for (const share of shares) {
    sums.paidMinor += share.paidMinor;
    sums.authorizedMinor += share.authorizedMinor;
    sums.reservedMinor += share.reservedMinor;
    sums.refundedMinor += share.refundedMinor;
    sums.tipMinor += share.tipMinor;
  }
  return { ...sums, paymentState: toPaymentState(totalMinor, sums) };
}

type Sums = Omit<OrderTotals, "paymentState">;

function toPaymentState(totalMinor: number, sums: Sums): OrderPaymentState {
  const takenMinor = sums.paidMinor + sums.authorizedMinor;
  if (overpaidMinor(totalMinor, sums) > 0) return "OVERPAID";
  if (sums.refundedMinor > 0)
    return sums.refundedMinor >= sums.paidMinor + sums.tipMinor ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (sums.reservedMinor > 0) return "IN_PROGRESS";
  if (sums.paidMinor >= totalMinor) return "PAID";
  if (takenMinor >= totalMinor) return "AUTHORIZED";
  return takenMinor > 0 ? "PARTIALLY_PAID" : "UNPAID";
}

/** What is neither paid nor held yet. A hold counts as paid: it is the order's money until someone lets it go. */
export function dueMinor(totalMinor: number, sums: Sums): number {
  return Math.max(0, totalMinor - sums.paidMinor - sums.authorizedMinor);
}

/** What another tender may take now; of a completed order, what may be recorded in the place of money that is missing. */
export function chargeableMinor(order: Sums & Pick<Order, "status" | "totalMinor">): number {
  if (order.status === "CANCELED") return 0;
  return Math.max(0, freeForMinor(order.totalMinor, order, 0));
}

/** What a hold of `ownMinor` may take of its order beside all that is paid and the other holds. */
export function capturableMinor(totalMinor: number, sums: Sums, ownMinor: number): number {
  return Math.max(0, totalMinor - sums.paidMinor - (sums.authorizedMinor - ownMinor));
}

/** Whether taking all that is held would take more than is due. */
export function areHoldsBeyondDue(totalMinor: number, sums: Sums): boolean {
  return sums.authorizedMinor > 0 && sums.paidMinor + sums.authorizedMinor > totalMinor;
}

/**
 * What a payment that reserves `ownMinor` itself may take: the rule paid + reserved + asked ≤ total, with its own
 * reservation replaced by what it asks. Negative where more was taken than is due.
 */
export function freeForMinor(totalMinor: number, sums: Sums, ownMinor: number): number {
  return totalMinor - sums.paidMinor - sums.authorizedMinor - (sums.reservedMinor - ownMinor);
}

/** Money taken beyond the total and not given back. */
export function overpaidMinor(totalMinor: number, sums: Sums): number {
  return Math.max(0, sums.paidMinor + sums.authorizedMinor - sums.refundedMinor - totalMinor);
}

/** Whether the order is paid without what is held for it: then a capture would take more than is due. */
export function areHoldsSurplus(totalMinor: number, sums: Sums): boolean {
  return sums.paidMinor >= totalMinor;
}
