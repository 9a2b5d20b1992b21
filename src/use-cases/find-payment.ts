import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findPayment as findPaymentRow } from "../db/payments.js";
import type { Payment } from "../domain/payment.js";
import type { Deps } from "./deps.js";

/** A payment, or null where there is none or the key is for other locations. */
export async function findPayment(deps: Deps, actor: Actor, id: string): Promise<Payment | null> {
  requirePermission(actor, "payment");
  const payment = await findPaymentRow(deps.db, id);
  return payment !== undefined && isAtLocation(actor, payment.locationId) ? payment : null;
}
