import type { PaymentActivity } from "./activity.js";
import type { Payment, PaymentStatus } from "./payment.js";
import { isLive } from "./reader-action.js";
import { shareOf } from "./reservations.js";

/** Statuses in which Stripe cancels an intent without letting money go that was taken or held. */
const TAKES_NOTHING_YET: readonly PaymentStatus[] = [
  "REQUIRES_PAYMENT_METHOD",
  "REQUIRES_CONFIRMATION",
  "REQUIRES_ACTION",
];

interface Entry {
  readonly payment: Payment;
  readonly activity: PaymentActivity;
}

/**
 * The payments to cancel at Stripe so that another tender can take `missingMinor`, the oldest first: attempts that are
 * over without a certain end, which keep their share although nobody goes on with them. None where that would not be
 * enough.
 */
export function chooseGivingWay<T extends Entry>(entries: readonly T[], missingMinor: number): T[] {
  const chosen: T[] = [];
  let stillMissingMinor = missingMinor;
  for (const entry of entries.filter(givesWay)) {
    if (stillMissingMinor <= 0) break;
    chosen.push(entry);
    stillMissingMinor -= shareOf(entry.payment, entry.activity).reservedMinor;
  }
  return stillMissingMinor <= 0 ? chosen : [];
}

/**
 * What a customer may be paying at this moment, at a reader or on an open page, whatever is being looked up and what a
 * till confirms itself do not give way: a person ends them first.
 */
function givesWay({ payment, activity }: Entry): boolean {
  if (payment.stripePaymentIntentId === null || payment.handover === "CLIENT") return false;
  if (!TAKES_NOTHING_YET.includes(payment.status) || activity.pendingCommand !== null) return false;
  if (activity.action !== null && isLive(activity.action.state)) return false;
  return shareOf(payment, activity).reservedMinor > 0;
}
