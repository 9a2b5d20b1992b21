import type { Stripe } from "stripe";
import type { CardDetails } from "../domain/payment.js";

/** The card of a charge that a reader took, or null for another kind of payment. */
export function toCardDetails(charge: Stripe.Charge): CardDetails | null {
  const details = charge.payment_method_details;
  const cardPresent = details?.card_present;
  const interacPresent = details?.interac_present;
  const card = cardPresent ?? interacPresent;
  if (!card) return null;
  return {
    brand: card.brand ?? "unknown",
    last4: card.last4 ?? null,
    funding: card.funding ?? null,
    country: card.country ?? null,
    expMonth: card.exp_month ?? null,
    expYear: card.exp_year ?? null,
    network: card.network ?? null,
    readMethod: card.read_method ?? null,
    wallet: cardPresent?.wallet?.type ?? null,
    // Reliable only once the issuer has approved (docs.stripe.com, collect-card-payment).
    walletConfirmed: charge.status === "succeeded",
    interac: cardPresent === undefined,
    savedPaymentMethodId: card.generated_card ?? null,
    incrementalAuthorizationSupported: cardPresent?.incremental_authorization_supported ?? null,
    overcaptureSupported: cardPresent?.overcapture_supported ?? null,
  };
}
