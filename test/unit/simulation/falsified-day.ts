import type { DayDraft } from "./day-draft.js";

/** A day on which one thing is not as it has to be. */
export interface FalsifiedDay {
  readonly rule: string;
  readonly what: string;
  /** What the finding has to name. */
  readonly names: string;
  readonly falsify: (day: DayDraft) => void;
}

export function falsifiedDay(
  rule: string,
  [what, names]: readonly [string, string],
  falsify: FalsifiedDay["falsify"],
): FalsifiedDay {
  return { rule, what, names, falsify };
}
