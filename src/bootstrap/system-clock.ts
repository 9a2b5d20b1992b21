import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../domain/clock.js";

/** The machine's time: the entry point hands `Date.now` in. */
export function createSystemClock(nowMs: () => number): Clock {
  return {
    now: () => new Date(nowMs()),
    async sleep(ms, signal) {
      try {
        await delay(ms, undefined, signal === undefined ? {} : { signal });
      } catch {
        // Aborted: whoever sleeps is to wake up, not to fail.
      }
    },
  };
}
