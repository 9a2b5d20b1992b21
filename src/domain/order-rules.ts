import { type ErrorDetails, TillgraphError } from "./errors.js";
import { formatAmount } from "./money.js";
import type { Order } from "./order.js";
import { dueMinor, freeForMinor, overpaidMinor } from "./reservations.js";

/** Refuses a change of an order that is closed. */
export function assertOrderOpen(order: Order): void {
  if (order.status === "OPEN") return;
  throw new TillgraphError("ILLEGAL_TRANSITION", `The order is ${order.status.toLowerCase()}.`, { orderId: order.id });
}

/** The money asked for is due, but another payment may still take it. */
export class ReservedByAnother extends TillgraphError {
  readonly missingMinor: number;

  constructor(missingMinor: number, details: ErrorDetails) {
    const message = "Another payment of this order is under way and may still take the money.";
    super("PAYMENT_IN_PROGRESS", message, { ...details, retryable: true });
    this.name = "ReservedByAnother";
    this.missingMinor = missingMinor;
  }
}

/**
 * The rule everything hangs on: paid + reserved + asked ≤ total. `ownMinor` is what the asking payment itself already
 * reserves. Where the money is only under way, the order may still become free: that is PAYMENT_IN_PROGRESS.
 */
export function assertWithinDue(
  order: Order,
  ask: { amountMinor: number; ownMinor: number; field: string; paymentId?: string },
): void {
  const freeMinor = freeForMinor(order.totalMinor, order, ask.ownMinor);
  if (ask.amountMinor <= freeMinor) return;
  const details = {
    field: ask.field,
    orderId: order.id,
    ...(ask.paymentId === undefined ? {} : { paymentId: ask.paymentId }),
  };
  if (ask.amountMinor <= dueMinor(order.totalMinor, order)) {
    throw new ReservedByAnother(ask.amountMinor - freeMinor, details);
  }
  const free = formatAmount(Math.max(0, freeMinor), order.currency);
  throw new TillgraphError("AMOUNT_EXCEEDS_DUE", `Only ${free} of this order can be taken now.`, details);
}

/** Refuses to complete an order that is not covered, or while something could still change that, or by taking too much. */
export function assertCompletable(order: Order, { captureHolds }: { captureHolds: boolean }): void {
  assertOrderOpen(order);
  if (order.reservedMinor > 0) {
    throw new TillgraphError("PAYMENT_IN_PROGRESS", "A payment of this order is under way.", {
      orderId: order.id,
      retryable: true,
    });
  }
  if (captureHolds && order.authorizedMinor > 0 && overpaidMinor(order.totalMinor, order) > 0) {
    throw new TillgraphError("ILLEGAL_TRANSITION", "More is held and paid than is due: let a hold go first.", {
      orderId: order.id,
    });
  }
  const missingMinor = dueMinor(order.totalMinor, order);
  if (missingMinor > 0) {
    throw new TillgraphError("ILLEGAL_TRANSITION", `${formatAmount(missingMinor, order.currency)} is still due.`, {
      orderId: order.id,
    });
  }
}

/** Refuses to cancel an order with money taken, or while something could still take some. Holds are let go. */
export function assertCancelable(order: Order): void {
  assertOrderOpen(order);
  if (order.reservedMinor > 0) {
    throw new TillgraphError("PAYMENT_IN_PROGRESS", "A payment of this order is under way: end it first.", {
      orderId: order.id,
      retryable: true,
    });
  }
  if (order.paidMinor > order.refundedMinor) {
    throw new TillgraphError("ILLEGAL_TRANSITION", "Money was taken for this order: refund or void it first.", {
      orderId: order.id,
    });
  }
}
