import type { Transaction } from "../../db/client.js";
import type { OrderBook, BookEntry } from "../../db/order-books.js";
import { settleOrder } from "../../db/settle-order.js";
import { openRedirectOf } from "../../domain/activity.js";
import type { Operation } from "../../domain/operation.js";
import { anotherWriteFirst, requirePaymentIntent } from "../../domain/payment-rules.js";
import { writeEndOfAction } from "../../operations/end-action.js";
import { writeOperation } from "../../operations/write-operation.js";
import type { Deps } from "../deps.js";

export interface IntentCancel {
  order: OrderBook["order"];
  entry: BookEntry;
  actor: string;
  /** As the timeline shows it. */
  reason: string | null;
}

/** Writes down that a payment is to be canceled at Stripe, its open redirect with it. Undefined where that is under way. */
export async function writeCancelOfIntent(
  deps: Deps,
  tx: Transaction,
  { order, entry, actor, reason }: IntentCancel,
): Promise<Operation | undefined> {
  const { payment } = entry;
  const redirect = openRedirectOf(entry.activity);
  if (redirect?.state === "CANCELING") return undefined;
  if (redirect !== null) return writeEndOfAction(deps, tx, { action: redirect, actor });
  const paymentIntentId = requirePaymentIntent(payment, "canceled");
  const command = { kind: "CANCEL_PAYMENT_INTENT" as const, paymentIntentId };
  const written = await writeOperation(deps, tx, { command, actor, payment });
  if (written === undefined) throw anotherWriteFirst(payment);
  await settleOrder(tx, order, {
    drafts: [{ type: "payment.updated", paymentId: payment.id, data: { command: written.kind, reason } }],
    source: { actor, at: deps.clock.now() },
  });
  return written;
}
