import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import type { Transaction } from "../db/client.js";
import { type BookEntry, lockOrderBookOf } from "../db/order-books.js";
import { settleOrder } from "../db/settle-order.js";
import type { Operation } from "../domain/operation.js";
import {
  anotherWriteFirst,
  assertNothingUnderWay,
  illegalTransition,
  requirePaymentIntent,
} from "../domain/payment-rules.js";
import { isLive, type ReaderAction } from "../domain/reader-action.js";
import { writeEndOfAction } from "../operations/end-action.js";
import { writeOperation } from "../operations/write-operation.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface CancelPaymentIntentInput {
  paymentId: string;
  reason?: string | null | undefined;
}

/**
 * Cancels a payment at Stripe: nothing can be taken by it any more, and held money is let go. One that is canceled is
 * answered as it stands; one at a reader must be canceled there first, unless
 * what became of it is unknown; captured money is refunded instead.
 */
export async function cancelPaymentIntent(
  deps: Deps,
  actor: Actor,
  input: CancelPaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "cancelPaymentIntent");

  const operation = await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
    requireLocation(actor, order.locationId);
    const { payment } = entry;
    if (payment.status === "CANCELED" || payment.status === "CREATION_FAILED") return undefined;
    const redirect = openRedirectOf(entry);
    if (redirect?.state === "CANCELING") return undefined;
    if (redirect !== null) return writeEndOfAction(deps, tx, { action: redirect, actor: toActorName(actor) });
    const written = await writeCancel(deps, tx, { actor, entry });
    await settleOrder(tx, order, {
      drafts: [
        {
          type: "payment.updated",
          paymentId: payment.id,
          data: { command: written.kind, reason: input.reason ?? null },
        },
      ],
      source: { actor: written.actor, at: deps.clock.now() },
    });
    return written;
  });

  return operation === undefined
    ? readPaymentResult(deps, input.paymentId)
    : answerOperation(deps, operation, input.paymentId);
}

/** An open page holds no reader: it is shut by canceling the intent. One that is just being opened is not open yet. */
function openRedirectOf({ activity }: BookEntry): ReaderAction | null {
  const { action } = activity;
  const isOpen = action !== null && isLive(action.state) && action.state !== "DISPATCHING";
  return isOpen && action.kind === "TWINT_REDIRECT" ? action : null;
}

/** An unknown outcome can be settled at Stripe: the cancel is refused there if it was paid, and then we know. */
function isLostOnReader({ action, pendingCommand }: BookEntry["activity"]): boolean {
  return action?.state === "UNKNOWN" && pendingCommand === null;
}

async function writeCancel(
  deps: Deps,
  tx: Transaction,
  { actor, entry }: { actor: Actor; entry: BookEntry },
): Promise<Operation> {
  const { payment, activity } = entry;
  if (!isLostOnReader(activity)) assertNothingUnderWay(payment, activity);
  const paymentIntentId = requirePaymentIntent(payment, "canceled");
  if (payment.status === "SUCCEEDED") throw illegalTransition(payment, "canceled; refund it");
  const command = { kind: "CANCEL_PAYMENT_INTENT" as const, paymentIntentId };
  const written = await writeOperation(deps, tx, { command, actor: toActorName(actor), payment });
  if (written === undefined) throw anotherWriteFirst(payment);
  return written;
}
