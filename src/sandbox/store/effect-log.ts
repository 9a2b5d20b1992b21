import type { Effects } from "./state.js";

/** Where effects go before they are answered. */
export interface EffectLog {
  /** Once, from the oldest, and before anything is appended. */
  read(): Iterable<Effects>;
  append(effects: Effects): void;
  isDueForCompaction(): boolean;
  /** Puts a snapshot in the place of everything written so far. */
  replace(snapshot: Iterable<Effects>): void;
  close(): void;
}

/** A sandbox without a state folder keeps nothing. */
export function createMemoryLog(): EffectLog {
  return {
    read: () => [],
    append: () => undefined,
    isDueForCompaction: () => false,
    replace: () => undefined,
    close: () => undefined,
  };
}
