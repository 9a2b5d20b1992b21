import type { Stripe } from "stripe";
import type { IntentError, IntentSnapshot } from "../domain/snapshots.js";
import { toChargeSnapshot } from "./to-charge-snapshot.js";

/** What we keep of a PaymentIntent. Field by field, so that the client secret can't slip through. */
export function toIntentSnapshot(intent: Stripe.PaymentIntent): IntentSnapshot {
  return {
    id: intent.id,
    status: intent.status,
    amountMinor: intent.amount,
    // An empty object where there was no tip.
    tipMinor: intent.amount_details?.tip?.amount ?? 0,
    amountCapturableMinor: intent.amount_capturable ?? 0,
    amountReceivedMinor: intent.amount_received ?? 0,
    applicationFeeMinor: intent.application_fee_amount ?? null,
    currency: intent.currency.toUpperCase(),
    livemode: intent.livemode,
    charge: toChargeSnapshot(intent),
    lastError: intent.last_payment_error ? toIntentError(intent.last_payment_error) : null,
    redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
  };
}

function toIntentError(error: Stripe.PaymentIntent.LastPaymentError): IntentError {
  return {
    code: error.code ?? error.type,
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
  };
}
