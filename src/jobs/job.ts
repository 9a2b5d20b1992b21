import type { OperationDeps } from "../operations/deps.js";

/** A unit of work that a loop repeats and a test calls once. Answers how much it found to do. */
export interface Job {
  name: string;
  everyMs: number;
  runOnce(deps: OperationDeps): Promise<number>;
}
