import { LOOK_UP_EVERY_MS } from "./offers-while-live.js";
import type { Payment } from "./payment.js";
import type { ReaderAction } from "./reader-action.js";
import type { ReaderSnapshot } from "./snapshots.js";

/** An action that looks unchanged is looked at in full every so many looks all the same: a list may be wrong, too. */
const FULL_LOOK_EVERY = 5;

export interface Waiting {
  action: ReaderAction;
  payment: Payment;
  /** Its reader, as a list of readers shows it. */
  reader: ReaderSnapshot | undefined;
}

/**
 * Whether a reader only shows what we know: it waits for the card of this very payment. Nothing is recorded by that, and
 * the PaymentIntent need not be read.
 */
export function isSeenWaiting({ action, payment, reader }: Waiting, now: Date): boolean {
  if (action.state !== "IN_PROGRESS" || !action.acknowledged || isDueInFull(action, now)) return false;
  // A list says nothing of a PaymentIntent that the last look could not read.
  if (action.unanswered > 0) return false;
  const shown = reader?.status === "ONLINE" ? reader.action : null;
  return shown?.status === "in_progress" && shown.paymentIntentId === payment.stripePaymentIntentId;
}

/** Whether an action is to be looked at whatever a list of readers shows, or where there is none. */
export function isDueInFull({ deadlineAt, startedAt }: ReaderAction, now: Date): boolean {
  const looks = Math.floor((now.getTime() - startedAt.getTime()) / LOOK_UP_EVERY_MS);
  return deadlineAt <= now || looks % FULL_LOOK_EVERY === 0;
}
