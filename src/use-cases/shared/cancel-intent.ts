import type { Transaction } from "../../db/client.js";
import { type BookEntry, lockOrderBookOf } from "../../db/order-books.js";
import { settleOrder } from "../../db/settle-order.js";
import { openRedirectOf } from "../../domain/activity.js";
import type { Operation } from "../../domain/operation.js";
import { anotherWriteFirst, requirePaymentIntent } from "../../domain/payment-rules.js";
import type { Cause } from "../../domain/timeline.js";
import { writeEndOfAction } from "../../operations/end-action.js";
import { writeOperation } from "../../operations/write-operation.js";
import type { Deps } from "../deps.js";

export interface IntentCancel {
  entry: BookEntry;
  actor: string;
  /** As the timeline shows them: what a person gave, and what else brought it about. */
  reason: string | null;
  cause?: Cause;
}

/** Writes down that a payment is to be canceled at Stripe, its open redirect with it. Undefined where that is under way. */
export async function writeCancelOfIntent(
  deps: Deps,
  tx: Transaction,
  wish: IntentCancel,
): Promise<Operation | undefined> {
  const written = await writeCancel(deps, tx, wish);
  if (written === undefined) return undefined;
  const { entry, actor, reason, cause = null } = wish;
  // The end of a redirect went into the history before it.
  const { order } = await lockOrderBookOf(tx, entry.payment.id);
  await settleOrder(tx, order, {
    drafts: [{ type: "payment.updated", paymentId: entry.payment.id, data: { command: written.kind, reason, cause } }],
    source: { actor, at: deps.clock.now() },
  });
  return written;
}

async function writeCancel(
  deps: Deps,
  tx: Transaction,
  { entry, actor }: IntentCancel,
): Promise<Operation | undefined> {
  const { payment } = entry;
  const redirect = openRedirectOf(entry.activity);
  if (redirect?.state === "CANCELING") return undefined;
  if (redirect !== null) return writeEndOfAction(deps, tx, { action: redirect, actor });
  const paymentIntentId = requirePaymentIntent(payment, "canceled");
  const command = { kind: "CANCEL_PAYMENT_INTENT" as const, paymentIntentId };
  const written = await writeOperation(deps, tx, { command, actor, payment });
  if (written === undefined) throw anotherWriteFirst(payment);
  return written;
}
