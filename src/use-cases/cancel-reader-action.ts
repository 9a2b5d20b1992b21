import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findAction } from "../db/reader-actions.js";
import { BadInput, NotFound, TillgraphError } from "../domain/errors.js";
import { writeEndOfAction } from "../operations/end-action.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface CancelReaderActionInput {
  readerId: string;
  actionId: string;
}

/**
 * Ends the action the cashier saw at the reader, not whatever runs there now. One that is over, or already being ended,
 * is answered as it stands. While the reader is authorizing it refuses (READER_BUSY), and the action goes on.
 */
export async function cancelReaderAction(
  deps: Deps,
  actor: Actor,
  input: CancelReaderActionInput,
): Promise<PaymentResult> {
  requirePermission(actor, "cancelReaderAction");
  const action = await findAction(deps.db, input.actionId);
  if (action === undefined) throw new NotFound("reader action", input.actionId, "actionId");
  requireLocation(actor, action.locationId);
  if (action.readerId !== input.readerId) throw new BadInput("readerId", "That action is not at this reader.");
  if (action.state === "DISPATCHING") {
    throw new TillgraphError(
      "PAYMENT_IN_PROGRESS",
      "The action is just being sent to the reader. Try again in a moment.",
      {
        paymentId: action.paymentId,
        retryable: true,
      },
    );
  }

  const operation = await deps.db.transaction((tx) =>
    writeEndOfAction(deps, tx, { action, actor: toActorName(actor) }),
  );

  if (operation === undefined) return readPaymentResult(deps, action.paymentId, action.id);
  try {
    return await answerOperation(deps, operation, action);
  } catch (error) {
    // Refused, for somebody else took it off the reader: what was asked for is so.
    const result = await readPaymentResult(deps, action.paymentId, action.id);
    if (result.action?.endedAt == null) throw error;
    return result;
  }
}
