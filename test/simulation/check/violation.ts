import type { KnownDay } from "./known-day.js";

/** Something that must never be, with the ids and figures that an engineer needs to go on from it. */
export interface Violation {
  /** The rule's name, which is its file's. */
  readonly rule: string;
  readonly message: string;
  /** Where in the day it came about, if it has one place. */
  readonly step?: number;
}

export type Rule = (day: KnownDay) => Finding[];

export type Finding = Omit<Violation, "rule">;
