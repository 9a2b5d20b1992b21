import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findPayment } from "../db/payments.js";
import { NotFound } from "../domain/errors.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import { waitWithin } from "../operations/wait-within.js";
import type { Deps } from "./deps.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface RecheckPaymentInput {
  paymentId: string;
}

/** Reads the payment at Stripe now and answers with what is found; a warning says so where Stripe did not answer. */
export async function recheckPayment(deps: Deps, actor: Actor, input: RecheckPaymentInput): Promise<PaymentResult> {
  requirePermission(actor, "recheckPayment");
  const payment = await findPayment(deps.db, input.paymentId);
  if (payment === undefined) throw new NotFound("payment", input.paymentId);
  requireLocation(actor, payment.locationId);

  const look = () => refreshPayment(deps, payment.id, { actor: toActorName(actor) });
  const refreshed = await waitWithin(deps, { name: "recheck", work: look });

  const result = await readPaymentResult(deps, payment.id);
  return refreshed?.isRead === true
    ? result
    : { ...result, warnings: ["Stripe did not answer in time: this is how things stood before."] };
}
