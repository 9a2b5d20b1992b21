import { type Actor, toActorName } from "../../auth/actor.js";
import type { ReaderAction } from "../../domain/reader-action.js";
import { writeEndOfAction } from "../../operations/end-action.js";
import type { Deps } from "../deps.js";
import type { PaymentResult } from "../results.js";
import { assertStripeAvailable } from "./assert-stripe-available.js";
import { answerOperation } from "./answer-operation.js";
import { readPaymentResult } from "./read-payment-result.js";

/**
 * Ends an action at its reader, and answers with how things stand. Where Stripe refuses because it was over already,
 * that is what was asked for.
 */
export async function endActionAtReader(deps: Deps, actor: Actor, action: ReaderAction): Promise<PaymentResult> {
  const operation = await deps.db.transaction(async (tx) => {
    const written = await writeEndOfAction(deps, tx, { action, actor: toActorName(actor) });
    if (written !== undefined) assertStripeAvailable(deps);
    return written;
  });
  if (operation === undefined) return readPaymentResult(deps, action.paymentId, action.id);
  try {
    return await answerOperation(deps, operation, action);
  } catch (error) {
    const result = await readPaymentResult(deps, action.paymentId, action.id);
    if (result.action?.endedAt == null) throw error;
    return result;
  }
}
