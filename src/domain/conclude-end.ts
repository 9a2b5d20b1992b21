import { STILL_AT_READER, STRIPE_SILENT } from "./failure-messages.js";
import type { Refusal } from "./operation.js";
import type { PaymentFailure } from "./payment.js";
import type { ReaderAction } from "./reader-action.js";
import { toPaymentFailure } from "./payment-failure.js";
import { toReaderFailure, toRefusedFailure } from "./refusals.js";

/** An end that did not work out is tried again after this long: a reader without network would refuse it each time. */
export const END_AGAIN_AFTER_MS = 15_000;
/** A card is charged within a few seconds, and only then does a reader take a cancel. */
const CHARGES_WITHIN_MS = 5_000;

/** Stripe answered, the reader did not. */
const SILENT_READER: ReadonlySet<string> = new Set(["terminal_reader_timeout", "terminal_reader_offline"]);

interface EndFacts {
  isAnswered: boolean;
  refusal: Refusal | null;
  /** Why there was no answer that may be believed: Stripe's code, where it said so itself. */
  reason: string | null;
}

/**
 * What the answer to a cancel at the reader says of the action. Refused, it runs on. Unanswered, it runs on until its
 * deadline; after that nobody can say any more that it waits for a card.
 */
export function concludeEnd(action: ReaderAction, { isAnswered, refusal, reason }: EndFacts, now: Date): ReaderAction {
  if (isAnswered) return { ...action, state: "CANCELING", unanswered: 0 };
  const isSilent = refusal === null || SILENT_READER.has(refusal.code);
  const isCharging = refusal?.code === "terminal_reader_busy";
  const failed: ReaderAction = {
    ...action,
    failure: refusal === null ? silentFailure(reason ?? "") : refusedFailure(refusal),
    unanswered: isSilent ? action.unanswered + 1 : 0,
    endAgainAt: new Date(now.getTime() + (isCharging ? CHARGES_WITHIN_MS : END_AGAIN_AFTER_MS)),
  };
  if (isSilent && action.deadlineAt <= now) return unknown(failed, now);
  // Without an answer a look tells whether it is still there.
  if (refusal === null || (action.state !== "CANCELING" && !isCharging)) return failed;
  return action.acknowledged
    ? { ...failed, state: "IN_PROGRESS", unknownSince: null, lookUps: 0 }
    : unknown(failed, now);
}

function unknown(action: ReaderAction, now: Date): ReaderAction {
  return { ...action, state: "UNKNOWN", unknownSince: action.unknownSince ?? now };
}

/** Somebody asked its reader to end it, which did not work out, and not because a card is being charged. */
export function isEndRefused({ state, failure, endAgainAt }: ReaderAction): boolean {
  return state === "IN_PROGRESS" && endAgainAt !== null && failure !== null && failure.code !== "READER_BUSY";
}

/** Who was silent: a reader of which Stripe says so, else Stripe itself, and of the reader nothing is known. */
export function silentFailure(reason: string): PaymentFailure {
  return SILENT_READER.has(reason)
    ? whileHeld(reason, toReaderFailure({ code: reason }))
    : toPaymentFailure({ code: "STRIPE_UNAVAILABLE" }, STRIPE_SILENT);
}

/** Why a reader did not take the cancel. */
export function refusedFailure(refusal: Refusal): PaymentFailure {
  return whileHeld(refusal.code, toRefusedFailure(refusal));
}

/** In words that fit a payment which its reader still has: no other reader takes it. */
function whileHeld(code: string, failure: PaymentFailure): PaymentFailure {
  const message = STILL_AT_READER[code];
  return message === undefined ? failure : { ...failure, cashierMessage: message, customerMessage: message };
}
