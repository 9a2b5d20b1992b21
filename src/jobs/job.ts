import type { OperationDeps } from "../operations/deps.js";

/** A unit of work that a loop repeats and a test calls once. Answers how much it found to do. */
export interface Job {
  name: string;
  everyMs: number;
  /** Waits for its pieces at most that long; by default until all are done. */
  runOnce(deps: OperationDeps, waitMs?: number): Promise<number>;
}
