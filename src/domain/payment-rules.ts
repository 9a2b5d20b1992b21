import type { PaymentActivity } from "./activity.js";
import { BadInput, TillgraphError } from "./errors.js";
import { formatAmount } from "./money.js";
import type { Order } from "./order.js";
import type { Payment } from "./payment.js";
import { isRecordedTender } from "./payment.js";
import { isLive } from "./reader-action.js";
import { capturableMinor, shareOf } from "./reservations.js";

/** TWINT takes Swiss francs only, up to this much at once (docs.stripe.com/payments/twint). */
export const MAX_TWINT_MINOR = 500_000;

export function assertTwintAmount(field: string, amountMinor: number): void {
  if (amountMinor > MAX_TWINT_MINOR) {
    throw new BadInput(field, `TWINT takes at most ${formatAmount(MAX_TWINT_MINOR, "CHF")} at once.`);
  }
}

/** Refuses new work on money that something under way may still take or give back. */
export function assertNothingUnderWay(payment: Payment, activity: PaymentActivity): void {
  const details = {
    paymentId: payment.id,
    retryable: true,
    ...(payment.orderId === null ? {} : { orderId: payment.orderId }),
  };
  if (activity.action?.state === "UNKNOWN") {
    throw new TillgraphError("OUTCOME_UNKNOWN", "It is not known yet whether this payment was taken.", details);
  }
  if (activity.pendingCommand !== null || (activity.action !== null && isLive(activity.action.state))) {
    throw new TillgraphError(
      "PAYMENT_IN_PROGRESS",
      "Something is under way with this payment. Wait for its end, or end it.",
      details,
    );
  }
}

/** What a payment in the wrong status answers to a request that needs another one. */
export function illegalTransition(payment: Payment, wish: string): TillgraphError {
  return new TillgraphError("ILLEGAL_TRANSITION", `A payment that is ${payment.status} can't be ${wish}.`, {
    paymentId: payment.id,
    ...(payment.orderId === null ? {} : { orderId: payment.orderId }),
  });
}

/** Answers the PaymentIntent's id, or refuses what has none: cash, and payments that were never set up at Stripe. */
export function requirePaymentIntent(payment: Payment, wish: string): string {
  if (isRecordedTender(payment.tender) || payment.stripePaymentIntentId === null)
    throw illegalTransition(payment, wish);
  return payment.stripePaymentIntentId;
}

/** Refuses to take more of a hold than its order still needs, and anything for one that was given up; tips stand apart. */
export function assertCaptureWithinDue(
  { order, entry: { payment, activity } }: { order: Order; entry: { payment: Payment; activity: PaymentActivity } },
  saleMinor: number,
): void {
  const details = { orderId: order.id, paymentId: payment.id, retryable: false };
  if (order.status === "CANCELED") {
    throw new TillgraphError("ILLEGAL_TRANSITION", "The order is canceled: let the held money go.", details);
  }
  const ownMinor = shareOf(payment, activity).authorizedMinor;
  const mostMinor = capturableMinor(order.totalMinor, order, ownMinor);
  if (saleMinor <= mostMinor) return;
  const message =
    mostMinor === 0
      ? "Nothing of this payment is due any more: let the held money go."
      : `Only ${formatAmount(mostMinor, order.currency)} of this payment is due: take no more of it, or let it go.`;
  throw new TillgraphError("AMOUNT_EXCEEDS_DUE", message, { ...details, field: "saleAmountMinor" });
}

/** What the caller of an operation is told when another write to the same PaymentIntent came first. */
export function anotherWriteFirst(payment: Payment): TillgraphError {
  return new TillgraphError("PAYMENT_IN_PROGRESS", "Another request for this payment is under way.", {
    paymentId: payment.id,
    retryable: true,
    ...(payment.orderId === null ? {} : { orderId: payment.orderId }),
  });
}

/** A platform's fee is part of the payment, never more than it. */
export function assertApplicationFee(feeMinor: number | null, amountMinor: number): void {
  if (feeMinor === null) return;
  if (!Number.isSafeInteger(feeMinor) || feeMinor < 0 || feeMinor > amountMinor) {
    throw new BadInput("applicationFeeMinor", "applicationFeeMinor must be a whole number from 0 to the amount.");
  }
}
