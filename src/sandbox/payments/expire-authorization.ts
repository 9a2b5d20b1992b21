import type { Work } from "../api/work.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { emit } from "../webhooks/emit.js";
import { releaseHold } from "./release-hold.js";

/** Nobody captured in time: the intent is cancelled by Stripe itself (facts 3.3). */
export function expireAuthorization(work: Work, paymentIntentId: string): void {
  const intent = work.find("payment_intents", paymentIntentId);
  if (!intent || intent.status !== "requires_capture") return;

  const charge = releaseHold(work, intent);
  const canceled = work.put("payment_intents", {
    ...intent,
    amountCapturable: 0,
    canceledAt: work.nowSeconds,
    cancellationReason: "automatic",
    status: "canceled",
  });
  if (charge) emit(work, "charge.expired", formatCharge(charge));
  emit(work, "payment_intent.canceled", formatPaymentIntent(canceled));
}
