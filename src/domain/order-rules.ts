import type { PaymentActivity } from "./activity.js";
import { blockerOf } from "./blocking.js";
import { type ErrorDetails, TillgraphError } from "./errors.js";
import { formatAmount } from "./money.js";
import type { Order } from "./order.js";
import type { Payment } from "./payment.js";
import { areHoldsBeyondDue, dueMinor, freeForMinor } from "./reservations.js";

/** An order with its payments and what goes on around each. */
interface Book {
  order: Order;
  entries: readonly { payment: Payment; activity: PaymentActivity }[];
}

/** Refuses a change of an order that is closed. */
export function assertOrderOpen(order: Order): void {
  if (order.status === "OPEN") return;
  throw new TillgraphError("ILLEGAL_TRANSITION", `The order is ${order.status.toLowerCase()}.`, { orderId: order.id });
}

/** Refuses a new PaymentIntent for an order that is closed. */
export function assertTakesPaymentIntents(order: Order): void {
  if (!isMoneyMissing(order)) return assertOrderOpen(order);
  const missing = formatAmount(dueMinor(order.totalMinor, order), order.currency);
  throw new TillgraphError(
    "ILLEGAL_TRANSITION",
    `The order is completed. The ${missing} that it misses can only be recorded, in cash or another tender.`,
    { orderId: order.id },
  );
}

/** What is recorded is taken already: it may also stand in for money that a completed order misses. */
export function assertTakesRecordedPayments(order: Order): void {
  if (!isMoneyMissing(order)) assertOrderOpen(order);
}

/** The money asked for is due, but another payment may still take it. */
export class ReservedByAnother extends TillgraphError {
  readonly missingMinor: number;

  constructor(missingMinor: number, details: ErrorDetails) {
    const message =
      details.retryable === false
        ? "Another payment of this order may still take the money: cancel it first."
        : "Another payment of this order is under way and may still take the money.";
    super("PAYMENT_IN_PROGRESS", message, { retryable: true, ...details });
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

/**
 * Refuses to complete an order that is not covered, or while something could still change that, or by taking too much.
 */
export function assertCompletable({ order, entries }: Book, { captureHolds }: { captureHolds: boolean }): void {
  assertOrderOpen(order);
  if (order.reservedMinor > 0) throw stillUnderWay(order, entries);
  if (captureHolds && areHoldsBeyondDue(order.totalMinor, order)) {
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
export function assertCancelable({ order, entries }: Book): void {
  assertOrderOpen(order);
  if (order.reservedMinor > 0) throw stillUnderWay(order, entries);
  if (order.paidMinor > order.refundedMinor) {
    throw new TillgraphError("ILLEGAL_TRANSITION", "Money was taken for this order: refund or void it first.", {
      orderId: order.id,
    });
  }
}

function stillUnderWay(order: Order, entries: Book["entries"]): TillgraphError {
  const blocker = blockerOf(entries, order.reservedMinor);
  const message =
    blocker?.retryable === false
      ? "A payment of this order may still take its money: cancel it first."
      : "A payment of this order is under way: wait for its end, or end it.";
  return new TillgraphError("PAYMENT_IN_PROGRESS", message, { orderId: order.id, retryable: true, ...blocker });
}

/** Refuses a total below what is paid, held or may still be taken. */
export function assertTotalCovers({ order, entries }: Book, totalMinor: number): void {
  const takenMinor = order.paidMinor + order.authorizedMinor;
  const boundMinor = takenMinor + order.reservedMinor;
  if (totalMinor >= order.totalMinor || totalMinor >= boundMinor) return;
  const bound = formatAmount(boundMinor, order.currency);
  // What is taken or held does not become less by waiting.
  const waiting = totalMinor >= takenMinor ? blockerOf(entries, boundMinor - totalMinor) : undefined;
  throw new TillgraphError(
    "PAYMENT_IN_PROGRESS",
    `The total can't fall below ${bound}, which is paid, held or under way.`,
    { field: "totalMinor", orderId: order.id, retryable: false, ...waiting },
  );
}

/** Whether a completed order is not covered: a hold was gone when it was to be taken, or less of it was taken. */
export function isMoneyMissing(order: Order): boolean {
  return order.status === "COMPLETED" && dueMinor(order.totalMinor, order) > 0;
}

/**
 * The goods are only handed over for money: whoever completes an order whose hold was gone is refused, however often they
 * ask. Where less of a hold was taken than was held, that was asked for, and nobody is refused.
 */
export function assertNoHoldGone({ order, entries }: Book): void {
  if (!isMoneyMissing(order)) return;
  // Whatever was held once has had a time until which it was.
  const gone = entries.findLast(({ payment }) => payment.status === "CANCELED" && payment.captureBefore !== null);
  if (gone === undefined) return;
  const missing = formatAmount(dueMinor(order.totalMinor, order), order.currency);
  throw new TillgraphError(
    "STRIPE_REFUSED",
    `The order is completed, but ${missing} was not taken and is not held any more. Keep the goods and call for help.`,
    { orderId: order.id, effect: "POSSIBLE", paymentId: gone.payment.id },
  );
}
