import { docUrlOf } from "../api/error-body.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { emit } from "../webhooks/emit.js";
import { failedCharge, newCharge } from "./new-charge.js";

/** A redirect that ended without a payment; no charge was made (facts 6). */
export function failRedirect(work: Work, intent: PaymentIntentRow, reason: RedirectFailure): void {
  const method = intent.paymentMethodId === null ? undefined : work.find("payment_methods", intent.paymentMethodId);
  const charge =
    work.switches.sim.redirect_failure_charge === "failed" ? failedAttempt(work, intent, reason) : undefined;
  const failed = work.put("payment_intents", {
    ...intent,
    ...(charge ? { latestChargeId: charge.id, attempts: intent.attempts + 1 } : {}),
    lastPaymentError: {
      ...(charge ? { charge: charge.id } : {}),
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

/** Whether Stripe makes a charge of it is not known. */
function failedAttempt(work: Work, intent: PaymentIntentRow, { code, message }: RedirectFailure): ChargeRow {
  const type = intent.types.includes("twint") ? "twint" : (intent.types[0] ?? "");
  const charge = newCharge(work, intent, {
    amount: intent.amount,
    captureBefore: null,
    paymentMethodDetails: { [type]: {}, type },
    paymentMethodId: intent.paymentMethodId ?? "",
    prefix: "py",
    refundFails: false,
  });
  const failed = work.put("charges", failedCharge(charge, { code, declineCode: code, message }));
  emit(work, "charge.failed", formatCharge(failed));
  return failed;
}

interface RedirectFailure {
  readonly code: string;
  readonly message: string;
}

/** What the customer's refusal is called. */
export function redirectRefused(work: Work): RedirectFailure {
  return work.switches.sim.redirect_failure === "payment_method_provider_decline"
    ? PROVIDER_DECLINED
    : AUTHENTICATION_FAILED;
}

const PROVIDER_DECLINED = {
  code: "payment_method_provider_decline",
  message:
    "The payment or setup attempt was declined by the issuer or customer. Check the last payment error for more.",
} as const;

const AUTHENTICATION_FAILED = {
  code: "payment_intent_authentication_failure",
  message:
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod " +
    "to attempt to fulfill this PaymentIntent again.",
} as const;

export const ATTEMPT_EXPIRED = {
  code: "payment_intent_payment_attempt_expired",
  message: "The latest attempt to make a payment for this PaymentIntent has expired.",
} as const;
