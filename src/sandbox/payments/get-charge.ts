import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";

/** Whether the path or a refund's body names it: Stripe calls the parameter `id` (facts 2). */
export function getCharge(work: Work, id: string): ChargeRow {
  const charge = work.find("charges", id);
  if (!charge) throw resourceMissing({ kind: "charge", id, param: "id", status: 404 });
  return charge;
}
