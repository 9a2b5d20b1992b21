import type { Clock } from "../../../src/domain/clock.js";

export interface VirtualClock extends Clock {
  /** Lets time go by, waking who sleeps when it is due. */
  pass(ms: number): Promise<void>;
}

const STEP_MS = 10;

/** A clock that stands still until a test moves it. */
export function createVirtualClock(startMs = 1_000_000): VirtualClock {
  let nowMs = startMs;
  const sleepers = new Set<{ untilMs: number; wake: () => void }>();
  return {
    now: () => new Date(nowMs),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { untilMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
    async pass(ms) {
      const endMs = nowMs + ms;
      for (; nowMs < endMs; nowMs = Math.min(endMs, nowMs + STEP_MS)) await wakeDue();
      await wakeDue();
    },
  };

  async function wakeDue(): Promise<void> {
    for (const sleeper of sleepers) {
      if (sleeper.untilMs > nowMs) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
    await new Promise(setImmediate);
  }
}
