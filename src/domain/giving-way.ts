import { openRedirectOf, type PaymentActivity } from "./activity.js";
import { endsByItself } from "./blocking.js";
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
 * The payments to cancel at Stripe so that another tender can take `missingMinor`: first attempts that are over without
 * a certain end, which keep their share although nobody goes on with them, then open TWINT pages, which a customer may
 * still be looking at; each the oldest first. None where that would not be enough.
 */
export function chooseGivingWay<T extends Entry>(entries: readonly T[], missingMinor: number): T[] {
  const candidates = [
    ...entries.filter((entry) => givesWay(entry) && openRedirectOf(entry.activity) === null),
    ...entries.filter((entry) => givesWay(entry) && openRedirectOf(entry.activity) !== null),
  ];
  const chosen: T[] = [];
  let stillMissingMinor = missingMinor;
  for (const entry of candidates) {
    if (stillMissingMinor <= 0) break;
    chosen.push(entry);
    stillMissingMinor -= shareOf(entry.payment, entry.activity).reservedMinor;
  }
  return stillMissingMinor <= 0 ? chosen : [];
}

/** Whether its share becomes free when the request is made again: it ends by itself, or gives way. */
export function mayBecomeFree(entry: Entry): boolean {
  return endsByItself(entry) || givesWay(entry);
}

/** A card at a reader, whatever is being looked up and what a till confirms itself do not give way: a person ends them. */
function givesWay({ payment, activity }: Entry): boolean {
  if (payment.stripePaymentIntentId === null || payment.handover === "CLIENT") return false;
  if (!TAKES_NOTHING_YET.includes(payment.status) || activity.pendingCommand !== null) return false;
  if (activity.action !== null && isLive(activity.action.state) && !isPageOpen(activity)) return false;
  return shareOf(payment, activity).reservedMinor > 0;
}

/** Canceling its intent shuts an open page for good: Stripe says which came first, the cancel or the customer. */
function isPageOpen(activity: PaymentActivity): boolean {
  return openRedirectOf(activity)?.state === "IN_PROGRESS";
}
