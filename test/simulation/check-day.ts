import { answeredInTime } from "./check/answered-in-time.js";
import { anotherTenderWasTrue } from "./check/another-tender-was-true.js";
import { capturedForAnOrder } from "./check/captured-for-an-order.js";
import { commandsSentOnce } from "./check/commands-sent-once.js";
import { eventsToldOnce } from "./check/events-told-once.js";
import { intentsAndRowsMatch } from "./check/intents-and-rows-match.js";
import { knowDay } from "./check/known-day.js";
import { neverMoreThanDue } from "./check/never-more-than-due.js";
import { noticedInTime } from "./check/noticed-in-time.js";
import { nothingUnknown } from "./check/nothing-unknown.js";
import { oneLiveAction } from "./check/one-live-action.js";
import { ordersSettled } from "./check/orders-settled.js";
import { paidWasTrue } from "./check/paid-was-true.js";
import { readerShowedItsOwn } from "./check/reader-showed-its-own.js";
import { secretsKept } from "./check/secrets-kept.js";
import { takenUpInTime } from "./check/taken-up-in-time.js";
import { timelineUnbroken } from "./check/timeline-unbroken.js";
import { totalsAddUp } from "./check/totals-add-up.js";
import type { Rule, Violation } from "./check/violation.js";
import type { DayRecord } from "./day-record.js";

const RULES: Readonly<Record<string, Rule>> = {
  "never-more-than-due": neverMoreThanDue,
  "totals-add-up": totalsAddUp,
  "captured-for-an-order": capturedForAnOrder,
  "intents-and-rows-match": intentsAndRowsMatch,
  "paid-was-true": paidWasTrue,
  "another-tender-was-true": anotherTenderWasTrue,
  "nothing-unknown": nothingUnknown,
  "orders-settled": ordersSettled,
  "timeline-unbroken": timelineUnbroken,
  "commands-sent-once": commandsSentOnce,
  "one-live-action": oneLiveAction,
  "reader-showed-its-own": readerShowedItsOwn,
  "secrets-kept": secretsKept,
  "events-told-once": eventsToldOnce,
  "taken-up-in-time": takenUpInTime,
  "answered-in-time": answeredInTime,
  "noticed-in-time": noticedInTime,
};

export const RULE_NAMES: readonly string[] = Object.keys(RULES);

export type { Violation } from "./check/violation.js";

/** Judges a trading day by its record alone. It shares no code with the server, so that it can't share its mistakes. */
export function checkDay(record: DayRecord): Violation[] {
  const day = knowDay(record);
  return Object.entries(RULES).flatMap(([rule, judge]) => judge(day).map((finding) => ({ rule, ...finding })));
}
