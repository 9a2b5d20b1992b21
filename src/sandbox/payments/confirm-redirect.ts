import { schedule } from "../background/schedule.js";
import { docUrlOf } from "../api/error-body.js";
import { invalidParameter, StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { emit } from "../webhooks/emit.js";
import type { ConfirmParams } from "./confirm-intent.js";
import { noMoreThan } from "./currency.js";

/** 5,000.00 francs (facts 6). */
const LARGEST_TWINT = 500_000;

/** The customer is sent to a page; what happens there decides. */
export function confirmRedirect(
  work: Work,
  intent: PaymentIntentRow,
  { method, params }: { method: PaymentMethodRow; params: ConfirmParams },
): PaymentIntentRow {
  assertTwintAmount(intent);
  const returnUrl = readReturnUrl(params.return_url);
  if (params.error_on_requires_action === true) throw refuseAction(work, intent, method);

  const id = `pa_nonce_${work.drawLetters(24, "nonce")}`;
  work.put("redirects", {
    id,
    account: work.account,
    paymentIntentId: intent.id,
    method: method.type,
    returnUrl,
    status: "open",
  });
  schedule(work, { kind: "expire_redirect", subject: id, dueAtMs: work.nowMs + work.switches.redirectTtlMs });
  const waiting = work.put("payment_intents", {
    ...intent,
    lastPaymentError: null,
    nextAction: {
      redirect_to_url: { return_url: returnUrl, url: `${work.baseUrl}/_redirect/${id}` },
      type: "redirect_to_url",
    },
    status: "requires_action",
  });
  emit(work, "payment_intent.requires_action", formatPaymentIntent(waiting));
  return waiting;
}

function assertTwintAmount(intent: PaymentIntentRow): void {
  if (intent.amount <= LARGEST_TWINT) return;
  const message = noMoreThan(LARGEST_TWINT, "chf");
  throw invalidParameter({ code: "amount_too_large", message, param: "amount" });
}

function readReturnUrl(url: string | undefined): string {
  if (url === undefined) {
    const message =
      "A `return_url` must be specified to confirm a PaymentIntent with a payment method that may redirect.";
    throw invalidParameter({ message, param: "return_url" });
  }
  if (!URL.canParse(url) || /^\s*(?:data|file|javascript|vbscript):/i.test(url))
    throw invalidParameter({ code: "url_invalid", message: "Not a valid URL", param: "return_url" });
  return url;
}

const ACTION_NEEDED = {
  code: "authentication_required",
  decline_code: "authentication_not_handled",
  message:
    "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're " +
    "ready, you can upgrade your integration to handle actions at " +
    "https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.",
  type: "card_error",
} as const;

/** Who can't send the customer anywhere has the attempt fail, and keeps the intent. */
function refuseAction(work: Work, intent: PaymentIntentRow, method: PaymentMethodRow): StripeError {
  const fields = { ...ACTION_NEEDED, payment_method: formatPaymentMethod(method) };
  const failed = work.put("payment_intents", {
    ...intent,
    lastPaymentError: { ...fields, doc_url: docUrlOf(fields.code), payment_method_type: method.type },
    nextAction: null,
    paymentMethodId: null,
    status: "requires_payment_method",
  });
  emit(work, "payment_intent.payment_failed", formatPaymentIntent(failed));
  return new StripeError(
    { ...fields, payment_intent: formatPaymentIntent(failed) },
    { status: 402, keepsEffects: true },
  );
}
