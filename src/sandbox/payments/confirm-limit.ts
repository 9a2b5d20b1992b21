import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { emit } from "../webhooks/emit.js";

/** An intent may be confirmed so often and no more: the next confirmation cancels it (facts 3.3). */
export function cancelOverLimit(work: Work, intent: PaymentIntentRow): PaymentIntentRow | undefined {
  if ((intent.confirmations ?? 0) < work.switches.confirmLimit) return undefined;
  const canceled = work.put("payment_intents", {
    ...intent,
    canceledAt: work.nowSeconds,
    cancellationReason: "automatic",
    nextAction: null,
    status: "canceled",
  });
  emit(work, "payment_intent.canceled", formatPaymentIntent(canceled));
  return canceled;
}

export function countConfirmation(intent: PaymentIntentRow): PaymentIntentRow {
  return { ...intent, confirmations: (intent.confirmations ?? 0) + 1 };
}
