import type { PaymentActivity } from "./activity.js";
import type { Order } from "./order.js";
import { assertOrderOpen, assertWithinDue } from "./order-rules.js";
import type { Payment } from "./payment.js";
import { assertNothingUnderWay, illegalTransition, requirePaymentIntent } from "./payment-rules.js";
import { shareOf } from "./reservations.js";

/**
 * Answers the PaymentIntent's id, or refuses to hand it to a reader or a redirect: that takes an intent in
 * REQUIRES_PAYMENT_METHOD with nothing under way, for money of an open order that is still due.
 */
export function assertMayHandOver(
  { order, payment, activity }: { order: Order; payment: Payment; activity: PaymentActivity },
  wish: string,
): string {
  assertNothingUnderWay(payment, activity);
  const paymentIntentId = requirePaymentIntent(payment, wish);
  if (payment.status !== "REQUIRES_PAYMENT_METHOD") throw illegalTransition(payment, wish);
  assertOrderOpen(order);
  const ownMinor = shareOf(payment, activity).reservedMinor;
  assertWithinDue(order, { amountMinor: payment.amountMinor, ownMinor, field: "paymentId", paymentId: payment.id });
  return paymentIntentId;
}
