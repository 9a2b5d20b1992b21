import type { KnownDay } from "./known-day.js";
import { isRecorded } from "./known-day.js";
import type { KnownOrder, KnownPayment } from "./known-rows.js";
import { takenBy } from "./money-at-stripe.js";
import type { Finding } from "./violation.js";

interface Sums {
  paidMinor: number;
  authorizedMinor: number;
  reservedMinor: number;
  refundedMinor: number;
  tipMinor: number;
}

/** The totals on an order's row are what its payments' rows add up to, and what Stripe has of it. */
export function totalsAddUp(day: KnownDay): Finding[] {
  return [...day.orders.values()].flatMap((order) => {
    const payments = day.paymentsOfOrder.get(order.id) ?? [];
    const sums = fold(day, payments);
    const expected = { ...sums, paymentState: stateOf(order.totalMinor, sums) };
    const rowFindings = differences(order, expected, "by its payments' rows");
    return [...rowFindings, ...differences(order, atStripe(day, payments), "by Stripe and the cash")];
  });
}

function differences(order: KnownOrder, expected: Partial<Record<keyof KnownOrder, unknown>>, by: string): Finding[] {
  return (Object.keys(expected) as (keyof KnownOrder)[])
    .filter((name) => order[name] !== expected[name])
    .map((name) => ({ message: `${order.id} says ${name} ${order[name]}; ${by} it is ${String(expected[name])}` }));
}

function fold(day: KnownDay, payments: readonly KnownPayment[]): Sums {
  const sums: Sums = { paidMinor: 0, authorizedMinor: 0, reservedMinor: 0, refundedMinor: 0, tipMinor: 0 };
  for (const payment of payments) {
    sums.refundedMinor += payment.refundedMinor;
    if (payment.status === "SUCCEEDED") {
      sums.paidMinor += isRecorded(payment) ? payment.amountMinor : payment.receivedMinor - payment.tipMinor;
      sums.tipMinor += payment.tipMinor;
    } else if (payment.status === "REQUIRES_CAPTURE") {
      sums.authorizedMinor += payment.capturableMinor - payment.tipMinor;
    } else if (mayTake(day, payment)) {
      sums.reservedMinor += payment.amountMinor;
    }
  }
  return sums;
}

function mayTake(day: KnownDay, { id, status, handover, handoverUnsettled }: KnownPayment): boolean {
  if (status === "CANCELED" || status === "CREATION_FAILED") return false;
  if (status !== "REQUIRES_PAYMENT_METHOD") return true;
  const isHandedOver = day.actions.some((action) => action.paymentId === id && action.endedAtMs === null);
  const isAsked = [...day.operations.values()].some((operation) => operation.paymentId === id && operation.isOpen);
  return handover === "CLIENT" || handoverUnsettled || isHandedOver || isAsked;
}

function stateOf(totalMinor: number, sums: Sums): string {
  const takenMinor = sums.paidMinor + sums.authorizedMinor;
  if (takenMinor - sums.refundedMinor > totalMinor) return "OVERPAID";
  if (sums.refundedMinor > 0) {
    return sums.refundedMinor < sums.paidMinor + sums.tipMinor ? "PARTIALLY_REFUNDED" : "REFUNDED";
  }
  if (sums.reservedMinor > 0) return "IN_PROGRESS";
  if (takenMinor >= totalMinor) return sums.paidMinor >= totalMinor ? "PAID" : "AUTHORIZED";
  return takenMinor === 0 ? "UNPAID" : "PARTIALLY_PAID";
}

function atStripe(day: KnownDay, payments: readonly KnownPayment[]): Pick<Sums, "paidMinor" | "authorizedMinor"> {
  const sums = { paidMinor: 0, authorizedMinor: 0 };
  for (const payment of payments) {
    const intent = day.intents.get(payment.intentId ?? "");
    if (isRecorded(payment) && payment.status === "SUCCEEDED") sums.paidMinor += payment.amountMinor;
    if (intent === undefined) continue;
    const { id: intentId, status, amount_received: amountReceived, amount_capturable: amountCapturable } = intent;
    const taken = takenBy(day, { step: 0, atMs: 0, intentId, status, amountReceived, amountCapturable });
    sums.paidMinor += taken.receivedMinor;
    sums.authorizedMinor += taken.heldMinor;
  }
  return sums;
}
