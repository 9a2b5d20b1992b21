import type { PaymentActivity } from "./activity.js";
import type { Order } from "./order.js";
import { assertOrderOpen, assertWithinDue } from "./order-rules.js";
import { TillgraphError } from "./errors.js";
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
  assertOursToHandOver(payment);
  assertNothingUnderWay(payment, activity);
  const paymentIntentId = requirePaymentIntent(payment, wish);
  if (payment.status !== "REQUIRES_PAYMENT_METHOD") throw illegalTransition(payment, wish);
  assertOrderOpen(order);
  const ownMinor = shareOf(payment, activity).reservedMinor;
  assertWithinDue(order, { amountMinor: payment.amountMinor, ownMinor, field: "paymentId", paymentId: payment.id });
  return paymentIntentId;
}

/** A till that has the client secret may be confirming it at this moment: two hand-overs at once could not be told apart. */
function assertOursToHandOver(payment: Payment): void {
  if (payment.handover !== "CLIENT") return;
  throw new TillgraphError(
    "ILLEGAL_TRANSITION",
    "A till takes this payment itself (handover CLIENT). Cancel it to take the money another way.",
    { field: "paymentId", paymentId: payment.id, ...(payment.orderId === null ? {} : { orderId: payment.orderId }) },
  );
}
