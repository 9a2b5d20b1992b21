import { refusal, StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ReaderAction, ReaderRow } from "../entities/reader.js";
import { dropCollectedCard } from "./collected-card.js";
import { isServerDriven } from "./device-types.js";
import { hardwareFault, heldBySdk, readerBusy, readerOffline, readerTimeout } from "./reader-errors.js";
import { readerStatus } from "./reader-network.js";

/** Refuses a command that would not arrive. Nothing is queued (facts 4.6). */
export function assertConnected(work: Work, reader: ReaderRow): void {
  if (!isServerDriven(reader.deviceType)) {
    throw refusal({ message: `A reader of the type ${reader.deviceType} can't be driven from a server.` });
  }
  if (readerStatus(reader, work.nowMs) === "offline") throw readerOffline(work);
  if (reader.network !== "online") throw readerTimeout(work);
  if (reader.hardwareFault) throw hardwareFault(work);
  if (reader.heldBySdk) throw heldBySdk();
}

/** Only while it authorizes, updates or holds a card that was left in; not while it waits for one (facts 4.5). */
export function isBusy(reader: ReaderRow): boolean {
  return reader.busy || reader.cardLeftIn === true || reader.updating === true || Boolean(reader.authorizing);
}

/** The reader gets the command. With a time-out ordered only its acknowledgement is lost: the effect stays. */
export function takesCommand(work: Work, reader: ReaderRow): { reader: ReaderRow; timeout: StripeError | undefined } {
  assertConnected(work, reader);
  if (isBusy(reader)) throw readerBusy(work);
  if (reader.timeoutsLeft === 0) return { reader, timeout: undefined };
  return { reader: { ...reader, timeoutsLeft: reader.timeoutsLeft - 1 }, timeout: readerTimeout(work) };
}

/** Gives the reader its one action. An action that waits for a card is replaced without a word (facts 4.5). */
export function giveAction(work: Work, reader: ReaderRow, action: ReaderAction | null): ReaderRow {
  const { reader: told, timeout } = takesCommand(work, reader);
  const given = work.put("readers", { ...dropCollectedCard(work, told), action });
  if (timeout) throw new StripeError(timeout.fields, { ...timeout.handling, keepsEffects: true });
  return given;
}

export function newAction(type: ReaderAction["type"], details: ReaderAction["details"]): ReaderAction {
  return { type, status: "in_progress", failureCode: null, failureMessage: null, apiError: null, details };
}
