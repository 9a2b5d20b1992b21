import type { Transaction } from "../db/client.js";
import { type Closing, closeOperation } from "../db/operations.js";
import { type BookEntry, lockOrderBookOf } from "../db/order-books.js";
import { updatePayment } from "../db/payments.js";
import { updateAction } from "../db/reader-actions.js";
import { settleOrder } from "../db/settle-order.js";
import { applyEvidence } from "../domain/apply-evidence.js";
import type { Operation } from "../domain/operation.js";
import { isLive } from "../domain/reader-action.js";
import type { Evidence } from "./evidence.js";

export interface Recording {
  operation: Operation;
  evidence: Evidence;
  closing: Closing;
}

/** Writes an operation's outcome to its payment and action. Answers false where the lease was lost, and writes nothing. */
export async function recordOnPayment(tx: Transaction, recording: Recording): Promise<boolean> {
  const { operation, evidence, closing } = recording;
  const { order, entry } = await lockOrderBookOf(tx, operation.paymentId ?? "");
  if (!(await closeOperation(tx, operation, closing))) return false;
  const before = { payment: entry.payment, action: liveActionOf(entry, operation) };
  const after = applyEvidence(
    before,
    {
      kind: operation.kind,
      evidence: toDomain(evidence),
      refusal: closing.refusal,
      tipMinor: operation.draft?.makes === "tip" ? operation.draft.tipMinor : 0,
    },
    closing.at,
  );
  await updatePayment(tx, { ...after.payment, updatedAt: closing.at });
  if (after.action !== null) await updateAction(tx, after.action);
  const source = {
    actor: operation.actor,
    at: closing.at,
    stripeRequestId: evidence.kind === "answer" ? evidence.stripeRequestId : (closing.refusal?.stripeRequestId ?? null),
  };
  await settleOrder(tx, order, { drafts: after.entries, source });
  return true;
}

/** The action the operation began or cancels, while it still holds its reader; for other writes whichever is live. */
function liveActionOf({ activity }: BookEntry, operation: Operation) {
  const { action } = activity;
  if (action === null || !isLive(action.state)) return null;
  return operation.actionId === null || operation.actionId === action.id ? action : null;
}

function toDomain(evidence: Evidence) {
  if (evidence.kind === "answer") {
    const intent = evidence.answer.about === "payment_intent" ? evidence.answer.intent : null;
    return { kind: "answer" as const, intent, readNumber: evidence.readNumber };
  }
  if (evidence.kind === "silence") return evidence;
  return { kind: evidence.kind, intent: evidence.intent, readNumber: evidence.readNumber };
}
