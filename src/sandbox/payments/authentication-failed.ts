import { docUrlOf } from "../api/error-body.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { emit } from "../webhooks/emit.js";

/** A redirect that ended without a payment; no charge was made (facts 6). */
export function failRedirect(work: Work, intent: PaymentIntentRow, reason: { code: string; message: string }): void {
  const method = intent.paymentMethodId === null ? undefined : work.find("payment_methods", intent.paymentMethodId);
  const failed = work.put("payment_intents", {
    ...intent,
    lastPaymentError: {
      code: reason.code,
      doc_url: docUrlOf(reason.code),
      message: reason.message,
      ...(method ? { payment_method: formatPaymentMethod(method), payment_method_type: method.type } : {}),
      type: "invalid_request_error",
    },
    nextAction: null,
    paymentMethodId: null,
    status: "requires_payment_method",
  });
  emit(work, "payment_intent.payment_failed", formatPaymentIntent(failed));
}

export const AUTHENTICATION_FAILED = {
  code: "payment_intent_authentication_failure",
  message:
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod " +
    "to attempt to fulfill this PaymentIntent again.",
} as const;

export const ATTEMPT_EXPIRED = {
  code: "payment_intent_payment_attempt_expired",
  message: "The latest attempt to make a payment for this PaymentIntent has expired.",
} as const;
