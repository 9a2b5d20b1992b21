import type { Stripe } from "stripe";
import type { ChargeSnapshot } from "../domain/snapshots.js";
import { fromUnixSeconds } from "./from-unix-seconds.js";
import { toCardDetails } from "./to-card-details.js";

/** The latest charge of an intent; where only its id came, what an id alone can tell. */
export function toChargeSnapshot(intent: Stripe.PaymentIntent): ChargeSnapshot | null {
  const charge = intent.latest_charge;
  if (charge === null || charge === undefined) return null;
  if (typeof charge === "string") {
    // Its own time is not known, only that it is not older than the intent.
    const createdAt = fromUnixSeconds(intent.created);
    return { id: charge, createdAt, refundedMinor: 0, captureBefore: null, card: null };
  }
  const captureBefore = charge.payment_method_details?.card_present?.capture_before;
  return {
    id: charge.id,
    createdAt: fromUnixSeconds(charge.created),
    refundedMinor: charge.amount_refunded ?? 0,
    captureBefore: typeof captureBefore === "number" ? fromUnixSeconds(captureBefore) : null,
    card: toCardDetails(charge),
  };
}
