import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** The authorized money goes back to the holder: the charge reads as refunded in full, without a refund object. */
export function releaseHold(work: Work, intent: PaymentIntentRow): ChargeRow | undefined {
  const charge = intent.latestChargeId === null ? undefined : work.find("charges", intent.latestChargeId);
  if (!charge) return undefined;
  return work.put("charges", { ...charge, amountRefunded: charge.amount });
}
