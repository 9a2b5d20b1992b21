import { setTimeout as sleep } from "node:timers/promises";

/** Lets things happen later; handed in, so that a simulation can be the master of it. */
export interface Timers {
  /** Calls back after that long unless stopped by what it answers; it never keeps the process alive. */
  later(action: () => void, ms: number): () => void;
  sleep(ms: number): Promise<unknown>;
}

export function createSystemTimers(): Timers {
  return {
    later(action, ms) {
      const timer = setTimeout(action, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    sleep: (ms) => sleep(ms),
  };
}
