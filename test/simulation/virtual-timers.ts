import type { World } from "./world.js";

/** Shorter ones are the database driver's own, which has to get on while the world waits for it. */
const SHORTEST_VIRTUAL_MS = 5_000;

/**
 * Lets the time-outs of libraries (the Stripe SDK's above all) run in the world's time as long as a day lasts. Answers
 * the way back.
 */
export function useVirtualTimers(world: World): () => void {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  globalThis.setTimeout = ((action: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    ms < SHORTEST_VIRTUAL_MS
      ? realSet(action, ms, ...args)
      : new VirtualTimer(
          world.later("timers", "time-out", { ms, begin: () => action(...args) }),
        )) as unknown as typeof setTimeout;
  globalThis.clearTimeout = (timer: unknown) =>
    timer instanceof VirtualTimer ? timer.stop() : realClear(timer as NodeJS.Timeout);
  return () => {
    globalThis.setTimeout = realSet;
    globalThis.clearTimeout = realClear;
  };
}

/** As much of Node's timer as libraries use. */
class VirtualTimer {
  constructor(readonly stop: () => void) {}

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return false;
  }
}
