import type { Told } from "../day-record.js";
import { whereTold } from "./answers.js";
import type { KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

/** Stripe is waited for that long; then the answer says how things stand. */
const WITHIN_MS = 2_000;
/** The till's line there and back, and the steps of everyone else meanwhile. */
const ON_THE_WAY_MS = 1_500;
const FIELDS = ["cancelReaderAction"];

/** A till that cancels at the reader gets its answer soon, whatever the reader does. */
export function answeredInTime(day: KnownDay): Finding[] {
  return day.record.told
    .filter(({ field, answer }) => FIELDS.includes(field) && answer !== null)
    .filter((told) => told.atMs - told.askedAtMs > WITHIN_MS + ON_THE_WAY_MS && !stoodStill(day, told))
    .map((told) => ({
      message: `${whereTold(told)} got its answer after ${told.atMs - told.askedAtMs} ms`,
      step: told.step,
    }));
}

/** A server stood still meanwhile, perhaps this one, or one that held what it needed. */
function stoodStill({ record }: KnownDay, { askedAtMs, atMs }: Told): boolean {
  return record.pauses.some(({ fromMs, untilMs }) => fromMs < atMs && untilMs > askedAtMs);
}
