import type { Actor } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findAction } from "../db/reader-actions.js";
import { BadInput, NotFound, TillgraphError } from "../domain/errors.js";
import type { Deps } from "./deps.js";
import { endActionAtReader } from "./shared/end-action-at-reader.js";
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

  return endActionAtReader(deps, actor, action);
}
