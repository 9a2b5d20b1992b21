import type { OperationDeps } from "../operations/deps.js";

/** A unit of work that a loop repeats and a test calls once. Answers how much it found to do. */
export interface Job {
  name: string;
  everyMs: number;
  /** Without a round it does all there is to do. */
  runOnce(deps: OperationDeps, round?: Round): Promise<number>;
}

export interface Round {
  /** It waits for its pieces at most that long. */
  waitMs: number;
  /** Tells it to begin nothing more. */
  signal: AbortSignal;
}
