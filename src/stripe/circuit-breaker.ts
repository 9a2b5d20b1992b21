import type { Clock } from "../domain/clock.js";

/** So many calls in a row without an answer are no coincidence. */
const OPENS_AFTER = 5;
/** Then one call is let through again, to see. */
const COOL_OFF_MS = 3_000;

export interface CallResult {
  readonly outcome: string;
  /** Of a failure: Stripe was there and said "not now". */
  readonly isNotYet?: boolean;
  readonly refusal?: { readonly httpStatus: number };
}

export type Silence = { outcome: "Unanswered"; reason: string };

export interface CircuitBreaker {
  isOpen(): boolean;
  /**
   * Makes a call, unless Stripe was found silent a moment ago. `provesSilence` is false where something else than
   * Stripe, a reader in a shop, may be what does not answer.
   */
  run<T extends CallResult>(call: () => Promise<T>, provesSilence?: boolean): Promise<T | Silence>;
}

/**
 * Keeps calls from Stripe while it does not answer: a till is told at once instead of after each time-out, and what
 * comes back is not met by all that waited. Ours rather than a library's because it goes by the server's clock.
 */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let silences = 0;
  let openUntilMs: number | null = null;
  let isProbing = false;

  function note(result: CallResult, provesSilence: boolean): void {
    // "Not yet" is no silence, and proves nothing either: a first try that hangs makes Stripe say so to the second.
    if (result.outcome === "Unsent" || result.isNotYet === true) return;
    if (!isSilence(result)) {
      silences = 0;
      openUntilMs = null;
    } else if (provesSilence) {
      silences += 1;
      if (silences >= OPENS_AFTER) openUntilMs = clock.now().getTime() + COOL_OFF_MS;
    }
  }

  return {
    isOpen: () => openUntilMs !== null,
    async run(call, provesSilence = true) {
      const isProbe = openUntilMs !== null;
      if (isProbe && (isProbing || clock.now().getTime() < (openUntilMs ?? 0))) {
        return { outcome: "Unanswered", reason: "Stripe did not answer several calls in a row; it was not asked" };
      }
      if (isProbe) isProbing = true;
      try {
        const result = await call();
        note(result, provesSilence);
        return result;
      } finally {
        if (isProbe) isProbing = false;
      }
    },
  };
}

function isSilence({ outcome, refusal }: CallResult): boolean {
  return outcome === "Unanswered" || (outcome === "Faulted" && (refusal?.httpStatus ?? 0) >= 500);
}
