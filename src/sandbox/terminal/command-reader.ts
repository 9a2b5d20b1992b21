import { StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ReaderAction, ReaderRow } from "../entities/reader.js";
import { readerBusy, readerOffline, readerTimeout } from "./reader-errors.js";
import { readerStatus } from "./reader-network.js";

/** Refuses a command that would not arrive. Nothing is queued (facts 4.6). */
export function assertConnected(reader: ReaderRow, nowMs: number): void {
  if (readerStatus(reader, nowMs) === "offline") throw readerOffline();
  if (reader.network === "lost") throw readerTimeout();
}

/**
 * Gives the reader its one action. An action that waits for a card is replaced without a word (facts 4.5).
 *
 * With a time-out ordered, the reader gets the command but its acknowledgement is lost: the error keeps the effect.
 */
export function giveAction(work: Work, reader: ReaderRow, action: ReaderAction | null): ReaderRow {
  assertConnected(reader, work.nowMs);
  if (reader.busy) throw readerBusy();
  if (reader.timeoutsLeft === 0) return work.put("readers", { ...reader, action });
  work.put("readers", { ...reader, action, timeoutsLeft: reader.timeoutsLeft - 1 });
  const timeout = readerTimeout();
  throw new StripeError(timeout.fields, { ...timeout.handling, keepsEffects: true });
}

export function newAction(type: ReaderAction["type"], details: ReaderAction["details"]): ReaderAction {
  return { type, status: "in_progress", failureCode: null, failureMessage: null, apiError: null, details };
}
