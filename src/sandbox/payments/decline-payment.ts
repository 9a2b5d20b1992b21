import { docUrlOf } from "../api/error-body.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { Json } from "../entities/row.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { emit } from "../webhooks/emit.js";
import type { Decline } from "./decline.js";
import { failedCharge } from "./new-charge.js";

export interface DeclinedAttempt {
  readonly charge: ChargeRow;
  readonly method: PaymentMethodRow;
  readonly decline: Decline;
}

/** The issuer said no: the intent lives on for the next card, and remembers why (facts 3.3). */
export function declinePayment(work: Work, intent: PaymentIntentRow, attempt: DeclinedAttempt): PaymentIntentRow {
  const charge = work.put("charges", failedCharge(attempt.charge, attempt.decline));
  const declined = work.put("payment_intents", {
    ...intent,
    lastPaymentError: declineError(attempt),
    latestChargeId: charge.id,
    nextAction: null,
    paymentMethodId: null,
    status: "requires_payment_method",
  });
  emit(work, "charge.failed", formatCharge(charge));
  emit(work, "payment_intent.payment_failed", formatPaymentIntent(declined));
  return declined;
}

/** The same fields stand in `last_payment_error`, in a 402's body and in the reader's `api_error`. */
export function declineError({ charge, method, decline }: DeclinedAttempt): Json {
  return {
    ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
    charge: charge.id,
    code: decline.code,
    decline_code: decline.declineCode,
    doc_url: docUrlOf(decline.code),
    message: decline.message,
    ...(decline.networkDeclineCode === undefined ? {} : { network_decline_code: decline.networkDeclineCode }),
    payment_method: formatPaymentMethod(method),
    payment_method_type: method.type,
    type: "card_error",
  };
}
