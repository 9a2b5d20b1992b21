import type { PaymentActivity } from "./activity.js";
import { isEndRefused } from "./conclude-end.js";
import { CHECK_CONNECTION_AFTER } from "./offers-while-live.js";
import type { Payment, PaymentStatus } from "./payment.js";
import { isLive, type ReaderAction } from "./reader-action.js";
import { shareOf } from "./reservations.js";

interface Entry {
  readonly payment: Payment;
  readonly activity: PaymentActivity;
}

/** The payment in the way of a request, and whether the same request may succeed later without a person ending it. */
export interface Blocker {
  paymentId: string;
  retryable: boolean;
}

/** Statuses that become something else by themselves. */
const PASSING: readonly PaymentStatus[] = ["CREATING", "PROCESSING", "UNRECOGNIZED"];

/** Whether a share is given back or taken without anybody's doing: what was sent is answered, what is open has a deadline. */
export function endsByItself({ payment, activity }: Entry): boolean {
  if (activity.pendingCommand !== null || PASSING.includes(payment.status)) return true;
  const { action } = activity;
  return action !== null && isLive(action.state) && !isLeftAlone(action);
}

/** Nobody hears of it, or its reader did not end it: what is certain comes from canceling it at Stripe. */
function isLeftAlone(action: ReaderAction): boolean {
  if (action.state !== "UNKNOWN") return isEndRefused(action);
  return action.endAgainAt !== null || Math.max(action.lookUps, action.unanswered) >= CHECK_CONNECTION_AFTER;
}

/**
 * Which payment keeps `missingMinor` from being free: one that only a person can end, where nothing less is enough, else
 * the oldest that has to be waited for. Undefined where none keeps a share.
 */
export function blockerOf(
  entries: readonly Entry[],
  missingMinor: number,
  ends: (entry: Entry) => boolean = endsByItself,
): Blocker | undefined {
  const keeping = entries.filter((entry) => reservedBy(entry) > 0);
  const ending = keeping.filter(ends);
  const retryable = ending.reduce((sum, entry) => sum + reservedBy(entry), 0) >= missingMinor;
  const named = retryable ? ending[0] : keeping.find((entry) => !ends(entry));
  return named === undefined ? undefined : { paymentId: named.payment.id, retryable };
}

function reservedBy({ payment, activity }: Entry): number {
  return shareOf(payment, activity).reservedMinor;
}
