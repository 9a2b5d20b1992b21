import { mayStillArrive } from "./lost-command.js";
import { CHECK_CONNECTION_AFTER } from "./offers-while-live.js";
import type { Payment } from "./payment.js";
import { toPaymentFailure } from "./payment-failure.js";
import { toReaderFailure } from "./refusals.js";
import { isBeingEnded, type ReaderAction, type ReaderActionState } from "./reader-action.js";
import type { Look, ReaderActionSnapshot } from "./snapshots.js";
import type { TimelineDraft, TimelineType } from "./timeline.js";

export interface Conclusion {
  action: ReaderAction;
  /** The intent can't take money by this hand-over any more: a success, a decline, a cancel that an online reader took. */
  endedDefinitely: boolean;
  entries: TimelineDraft[];
}

/** A payment and the action that holds its reader or redirect; `cancelPending` while our cancel of it is under way. */
export interface Held {
  payment: Payment;
  liveAction: ReaderAction;
  cancelPending: boolean;
}

interface Verdict {
  state: ReaderActionState;
  failure?: ReaderAction["failure"];
  endedDefinitely: boolean;
}

/** The reader could not reach Stripe: the payment may have gone through all the same (docs.stripe.com/terminal). */
const READER_LOST_STRIPE = "connection_error";

/**
 * What a look says of the action that holds a reader or a redirect.
 *
 * Money that was taken always counts. "Not paid" counts only from a look that began after Stripe had acknowledged the
 * action, and for a reader only when that look asked the reader too and found nothing of ours running there.
 */
export function concludeAction(held: Held, look: Look, now: Date): Conclusion {
  const { liveAction } = held;
  const open = { ...liveAction, redirectUrl: look.intent.redirectUrl ?? liveAction.redirectUrl };
  const verdict = judge({ ...held, liveAction: open }, look, now);
  if (verdict === null || verdict.state === open.state) {
    const isNew = look.number > held.payment.lastReadRecorded;
    return isNew ? heardOf(open) : { action: open, endedDefinitely: false, entries: [] };
  }
  const action = withVerdict(open, verdict, now);
  return { action, endedDefinitely: verdict.endedDefinitely, entries: [entryOf(action)] };
}

/** It is as it was, by a look that was answered: whoever was told that none is hears that it runs. */
function heardOf(action: ReaderAction): Conclusion {
  const { state, unanswered, alert } = action;
  const lookUps = state === "UNKNOWN" ? action.lookUps + 1 : action.lookUps;
  const wasSilent = state === "IN_PROGRESS" && unanswered >= CHECK_CONNECTION_AFTER && alert === "CHECK_CONNECTION";
  const heard: ReaderAction = { ...action, lookUps, unanswered: 0, alert: wasSilent ? null : alert };
  return { action: heard, endedDefinitely: false, entries: wasSilent ? [entryOf(heard)] : [] };
}

function judge(held: Held, look: Look, now: Date): Verdict | null {
  const { payment, liveAction } = held;
  const { intent } = look;
  if (intent.status === "succeeded" || intent.status === "requires_capture")
    return { state: "SUCCEEDED", endedDefinitely: true };
  if (intent.status === "canceled") return { state: "CANCELED", endedDefinitely: true };

  const isAfter = liveAction.readsBeforeAcknowledged !== null && look.number > liveAction.readsBeforeAcknowledged;
  const isLate = look.number <= payment.lastReadRecorded;
  if (!isAfter || isLate) return null;
  if (isDeclinedSince(liveAction, look)) {
    return { state: "FAILED", failure: failureOf(look), endedDefinitely: true };
  }
  return liveAction.kind === "TWINT_REDIRECT" ? judgeRedirect(held, look, now) : judgeReader(held, look, now);
}

/** A decline leaves a new charge behind; without one the error may be an older attempt's. */
function isDeclinedSince(action: ReaderAction, { intent }: Look): boolean {
  return (
    intent.status === "requires_payment_method" && intent.charge !== null && intent.charge.id !== action.chargeIdBefore
  );
}

function failureOf({ intent }: Look): ReaderAction["failure"] {
  return toPaymentFailure(intent.lastError ?? { code: "card_declined" });
}

/** A redirect that Stripe acknowledged was open; back at the start means the customer said no, or ran out of time. */
function judgeRedirect({ liveAction: action, cancelPending }: Held, look: Look, now: Date): Verdict | null {
  if (look.intent.status === "requires_action") return runsOn(action, cancelPending, now);
  if (look.intent.status !== "requires_payment_method") return null;
  if (!action.acknowledged) return { state: "NOT_DELIVERED", endedDefinitely: false };
  return {
    state: "FAILED",
    failure: toPaymentFailure(look.intent.lastError ?? { code: "payment_intent_authentication_failure" }),
    endedDefinitely: true,
  };
}

/**
 * Seen running: an unknown one is found again, and one whose cancel did not work out runs on. Not one that should have
 * ended: nobody waits for its card any more, and whether it still takes one is not known.
 */
function runsOn(action: ReaderAction, cancelPending: boolean, now: Date): Verdict | null {
  if (action.state === "UNKNOWN" && isBeingEnded(action, now)) return null;
  const isFound = action.state === "UNKNOWN" || (action.state === "CANCELING" && !cancelPending);
  return isFound ? { state: "IN_PROGRESS", endedDefinitely: false } : null;
}

function judgeReader({ liveAction: action, cancelPending }: Held, look: Look, now: Date): Verdict | null {
  if (look.reader === null) return null;
  const shown = look.reader.action;
  const isOurs = shown !== null && shown.paymentIntentId === look.intent.id;
  const isOnline = look.reader.status === "ONLINE";
  // An offline reader shows what was: it finds nothing again, and ends nothing; nor did our cancel reach it.
  const tells = isOnline || (action.state === "CANCELING" && action.acknowledged);
  if (isOurs && shown.status === "in_progress") return tells ? runsOn(action, cancelPending, now) : null;
  // An intent on its way (processing) is neither paid nor "not paid": the next look will tell.
  if (look.intent.status !== "requires_payment_method") return null;
  // Never acknowledged, and no new charge: the end it shows may be an earlier attempt's with the same intent.
  if (isOurs && !action.acknowledged) return notDelivered(action, now);
  if (isOurs && shown.status === "failed") return judgeFailedOnReader(action, shown);
  if (isOurs) return null;
  // Only an online reader's word that nothing of ours runs there is worth something.
  if (action.state === "CANCELING") {
    if (mayStillArrive(action, now)) return null;
    return { state: "CANCELED", endedDefinitely: isOnline && action.acknowledged };
  }
  if (action.state === "UNKNOWN") {
    // No cancel of it was answered: one of them may have ended it, which nobody has seen.
    const isEnded = action.acknowledged && isBeingEnded(action, now);
    return isEnded ? { state: "CANCELED", endedDefinitely: false } : notDelivered(action, now);
  }
  return {
    state: "FAILED",
    failure: toPaymentFailure({ code: "ACTION_REPLACED" }),
    endedDefinitely: isOnline && action.acknowledged,
  };
}

function notDelivered(action: ReaderAction, now: Date): Verdict | null {
  return mayStillArrive(action, now) ? null : { state: "NOT_DELIVERED", endedDefinitely: false };
}

function judgeFailedOnReader(action: ReaderAction, shown: ReaderActionSnapshot): Verdict | null {
  const code = shown.failureCode ?? "reader_failed";
  if (code === READER_LOST_STRIPE)
    return action.lookUps >= LOOK_UPS_AFTER_LOST_CONNECTION
      ? lostConnection()
      : { state: "UNKNOWN", endedDefinitely: false };
  return { state: "FAILED", failure: toReaderFailure({ code }), endedDefinitely: code === "customer_canceled" };
}

/** How many looks in a row, two seconds apart, must find nothing before a lost connection is called a failure. */
const LOOK_UPS_AFTER_LOST_CONNECTION = 2;

/** The same intent is offered again; another tender only after it was cancelled at Stripe. */
function lostConnection(): Verdict {
  return { state: "FAILED", failure: toPaymentFailure({ code: READER_LOST_STRIPE }), endedDefinitely: false };
}

function withVerdict(action: ReaderAction, verdict: Verdict, now: Date): ReaderAction {
  const isEnd = verdict.state !== "UNKNOWN" && verdict.state !== "IN_PROGRESS" && verdict.state !== "CANCELING";
  return {
    ...action,
    state: verdict.state,
    // Seen running is as good as Stripe's word that it arrived.
    acknowledged: action.acknowledged || verdict.state === "IN_PROGRESS",
    // Why its cancel did not work out stands as long as it runs.
    failure: verdict.failure ?? (verdict.state === "IN_PROGRESS" ? action.failure : null),
    unanswered: 0,
    endAgainAt: isEnd ? null : action.endAgainAt,
    alert: null,
    lookUps: verdict.state === "UNKNOWN" ? action.lookUps + 1 : 0,
    unknownSince: verdict.state === "UNKNOWN" ? (action.unknownSince ?? now) : null,
    endedAt: isEnd ? now : null,
  };
}

const ENTRY_BY_STATE: Record<ReaderActionState, TimelineType> = {
  DISPATCHING: "action.started",
  IN_PROGRESS: "action.acknowledged",
  CANCELING: "action.canceling",
  SUCCEEDED: "action.succeeded",
  FAILED: "action.failed",
  CANCELED: "action.canceled",
  NOT_DELIVERED: "action.not_delivered",
  UNKNOWN: "action.unknown",
};

/** The timeline entry for an action's new state. */
export function entryOf(action: ReaderAction): TimelineDraft {
  return {
    type: ENTRY_BY_STATE[action.state],
    paymentId: action.paymentId,
    data: {
      actionId: action.id,
      kind: action.kind,
      readerId: action.readerId,
      failureCode: action.failure?.code ?? null,
    },
  };
}
