import type { PaymentFailure } from "./payment.js";

export const ACTION_KINDS = [
  "PROCESS",
  "COLLECT",
  "CONFIRM",
  "REFUND",
  "SETUP",
  "INPUTS",
  "DISPLAY",
  "TWINT_REDIRECT",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export const READER_ACTION_STATES = [
  "DISPATCHING",
  "IN_PROGRESS",
  "CANCELING",
  "SUCCEEDED",
  "FAILED",
  "CANCELED",
  "NOT_DELIVERED",
  "UNKNOWN",
] as const;
export type ReaderActionState = (typeof READER_ACTION_STATES)[number];

/** The states in which an action still holds its reader and its payment; the unique indexes rest on them. */
export const LIVE_ACTION_STATES = [
  "DISPATCHING",
  "IN_PROGRESS",
  "CANCELING",
  "UNKNOWN",
] as const satisfies readonly ReaderActionState[];
export type LiveActionState = (typeof LIVE_ACTION_STATES)[number];

export function isLive(state: ReaderActionState): state is LiveActionState {
  return (LIVE_ACTION_STATES as readonly ReaderActionState[]).includes(state);
}

/** The default and the bounds of the deadline at which we end an action that nobody else ended, in seconds. */
export const DEFAULT_DEADLINE_SECONDS = 120;
export const MIN_DEADLINE_SECONDS = 15;
export const MAX_DEADLINE_SECONDS = 600;

/** What a cashier is told, each once, of an action that gives no answer; the later outranks the earlier. */
export const ALERTS = ["CHECK_CONNECTION", "CALL_FOR_HELP"] as const;
export type Alert = (typeof ALERTS)[number];

/** One occupation of a reader, or an open redirect. */
export interface ReaderAction {
  id: string;
  accountId: string;
  locationId: string;
  livemode: boolean;
  kind: ActionKind;
  state: ReaderActionState;
  paymentId: string;
  /** Null for a redirect. */
  readerId: string | null;
  /** The till's name for this attempt: the same one again is the same action. Null for a redirect. */
  attemptKey: string | null;
  /** The charge the PaymentIntent had before: a decline counts for this action only with another one. */
  chargeIdBefore: string | null;
  /** Stripe said that the reader has it, or that the redirect is open. */
  acknowledged: boolean;
  /**
   * The last read begun before Stripe answered (or failed to) the write that began it, or the one that was to end it:
   * reads up to it say nothing about this action.
   */
  readsBeforeAcknowledged: number | null;
  redirectUrl: string | null;
  /** Where our return page sends the customer in the end: the till's own URL, if it gave one. */
  returnUrl: string | null;
  failure: PaymentFailure | null;
  /** How often in a row the outcome was looked up and stayed unknown. */
  lookUps: number;
  unknownSince: Date | null;
  /** How often in a row Stripe or the reader did not answer when asked about it, or to end it. */
  unanswered: number;
  /** Set by an end that did not work out: when it may be ended again. */
  endAgainAt: Date | null;
  /** The last alert that was written into the history. */
  alert: Alert | null;
  deadlineAt: Date;
  startedAt: Date;
  endedAt: Date | null;
}

/** Its time is over and an end of it did not work out: it is ended again until the reader says what became of it. */
export function isBeingEnded({ deadlineAt, endAgainAt }: ReaderAction, now: Date): boolean {
  return deadlineAt <= now && endAgainAt !== null;
}

/** Nobody could say what became of it when it was sent: looked up still, or not found afterwards. */
export function isUnanswered(action: ReaderAction | null): boolean {
  if (action === null) return false;
  return action.state === "UNKNOWN" || action.state === "NOT_DELIVERED" || action.failure?.code === "connection_error";
}
