import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findPaymentByStripeId as findPaymentRow } from "../db/payments.js";
import type { Payment } from "../domain/payment.js";
import type { Deps } from "./deps.js";

/** The payment behind one of Stripe's PaymentIntents. */
export async function findPaymentByStripeId(
  deps: Deps,
  actor: Actor,
  stripePaymentIntentId: string,
): Promise<Payment | null> {
  requirePermission(actor, "payment");
  const payment = await findPaymentRow(deps.db, { accountId: deps.account.id, stripePaymentIntentId });
  return payment !== undefined && isAtLocation(actor, payment.locationId) ? payment : null;
}
