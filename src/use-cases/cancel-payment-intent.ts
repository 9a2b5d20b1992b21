import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { type BookEntry, lockOrderBookOf } from "../db/order-books.js";
import { openRedirectOf } from "../domain/activity.js";
import { isEndRefused } from "../domain/conclude-end.js";
import { assertNothingUnderWay, illegalTransition, requirePaymentIntent } from "../domain/payment-rules.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import { writeCancelOfIntent } from "./shared/cancel-intent.js";
import type { Deps } from "./deps.js";
import { readReason } from "./shared/read-reason.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface CancelPaymentIntentInput {
  paymentId: string;
  reason?: string | null | undefined;
}

/**
 * Cancels a payment at Stripe: nothing can be taken by it any more, and held money is let go. One that is canceled is
 * answered as it stands; one at a reader must be canceled there first, unless what became of it is unknown or the reader
 * did not take the cancel; captured money is refunded instead.
 */
export async function cancelPaymentIntent(
  deps: Deps,
  actor: Actor,
  input: CancelPaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "cancelPaymentIntent");
  const reason = readReason(input.reason);

  const operation = await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
    requireLocation(actor, order.locationId);
    if (entry.payment.status === "CANCELED" || entry.payment.status === "CREATION_FAILED") return undefined;
    assertCancelable(entry);
    const wish = { entry, actor: toActorName(actor), reason };
    const written = await writeCancelOfIntent(deps, tx, wish);
    if (written !== undefined) assertStripeAvailable(deps);
    return written;
  });

  return operation === undefined ? readPaymentResult(deps, input.paymentId) : answerOperation(deps, operation, input);
}

/**
 * What is unknown, or does not end at its reader, can be settled at Stripe: the cancel is refused there if it was paid,
 * and then we know.
 */
function assertCancelable({ payment, activity }: BookEntry): void {
  if (openRedirectOf(activity) !== null) return;
  const { action, pendingCommand } = activity;
  const isLostOnReader = action !== null && (action.state === "UNKNOWN" || isEndRefused(action));
  if (!isLostOnReader || pendingCommand !== null) assertNothingUnderWay(payment, activity);
  requirePaymentIntent(payment, "canceled");
  if (payment.status === "SUCCEEDED") throw illegalTransition(payment, "canceled; refund it");
}
