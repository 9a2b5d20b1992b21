import { TillgraphError } from "./errors.js";
import { entryOf } from "./conclude-action.js";
import type { Payment } from "./payment.js";
import { toPaymentFailure } from "./payment-failure.js";
import { isLive, type ReaderAction } from "./reader-action.js";
import type { TimelineDraft } from "./timeline.js";

/** Refuses to give a reader back while what holds it is under way; force can only cut short what nobody can end. */
export function assertMayBeFreed({ state, paymentId }: ReaderAction, { force }: { force: boolean }): void {
  if (state === "DISPATCHING") {
    throw new TillgraphError("PAYMENT_IN_PROGRESS", "The action is just being sent to the reader. Try again.", {
      paymentId,
      retryable: true,
    });
  }
  if (force || state === "IN_PROGRESS") return;
  throw new TillgraphError(
    "OUTCOME_UNKNOWN",
    "The reader may still be taking this payment. Look at its screen; then force it with a reason.",
    { paymentId, retryable: true },
  );
}

/** Refuses to call a reader free whose action goes on after we tried to end it. */
export function assertIsFree({ state, paymentId }: ReaderAction): void {
  if (!isLive(state)) return;
  throw new TillgraphError(
    "OUTCOME_UNKNOWN",
    "The reader is not free yet: it has not said that the payment ended. Look at its screen; then force it with a reason.",
    { paymentId, retryable: true },
  );
}

export interface Freed {
  payment: Payment;
  action: ReaderAction;
  entries: TimelineDraft[];
}

/**
 * The end a person gives to an action that nobody else can end. It is not known whether it took money: the payment keeps
 * its share until its PaymentIntent is canceled or taken.
 */
export function freeByForce(
  payment: Payment,
  action: ReaderAction,
  { reason, now }: { reason: string; now: Date },
): Freed {
  const failure = toPaymentFailure({ code: "reader_freed" });
  const freed: ReaderAction = { ...action, state: "FAILED", failure, endedAt: now };
  const entry = entryOf(freed);
  return {
    payment: { ...payment, handoverUnsettled: true },
    action: freed,
    entries: [{ ...entry, data: { ...entry.data, reason } }],
  };
}
