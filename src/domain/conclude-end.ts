import type { Refusal } from "./operation.js";
import type { PaymentFailure } from "./payment.js";
import type { ReaderAction } from "./reader-action.js";
import { toReaderFailure, toRefusedFailure } from "./refusals.js";

/** An end that did not work out is tried again after this long: a reader without network would refuse it each time. */
export const END_AGAIN_AFTER_MS = 15_000;
/** A card is charged within a few seconds, and only then does a reader take a cancel. */
const CHARGES_WITHIN_MS = 5_000;

const CHARGING = "The reader is charging the card right now. Wait for the result.";
/** Stripe answered, the reader did not. */
const SILENT_READER: ReadonlySet<string> = new Set(["terminal_reader_timeout", "terminal_reader_offline"]);

/**
 * What the answer to a cancel at the reader says of the action. Refused, it runs on. Unanswered, it runs on until its
 * deadline; after that nobody can say any more that it waits for a card.
 */
export function concludeEnd(
  action: ReaderAction,
  { isAnswered, refusal }: { isAnswered: boolean; refusal: Refusal | null },
  now: Date,
): ReaderAction {
  if (isAnswered) return { ...action, state: "CANCELING", unanswered: 0 };
  const isSilent = refusal === null || SILENT_READER.has(refusal.code);
  const isCharging = refusal?.code === "terminal_reader_busy";
  const failed: ReaderAction = {
    ...action,
    failure: failureOf(refusal),
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

function failureOf(refusal: Refusal | null): PaymentFailure {
  if (refusal === null) return toReaderFailure({ code: "terminal_reader_timeout" });
  const failure = toRefusedFailure(refusal);
  const isCharging = refusal.code === "terminal_reader_busy";
  return isCharging ? { ...failure, cashierMessage: CHARGING, customerMessage: CHARGING } : failure;
}
