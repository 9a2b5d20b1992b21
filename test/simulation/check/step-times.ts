import type { KnownDay } from "./known-day.js";

/** A row's times are read from the clock a little before they are committed: at most that long. */
export const CLOCK_BEFORE_COMMIT_MS = 1_000;

/** The earliest time at which a step can have been, by what is timed before it: no two steps have the same millisecond. */
export function soonestMs(day: KnownDay, step: number): number {
  let soonest = Number.NEGATIVE_INFINITY;
  for (const timed of [...day.record.changes, ...day.record.told]) {
    if (timed.step <= step) soonest = Math.max(soonest, timed.atMs + (step - timed.step));
  }
  return soonest;
}
