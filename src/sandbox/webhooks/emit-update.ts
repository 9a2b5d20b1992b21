import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import { emit } from "./emit.js";
import { previousAttributes } from "./previous-attributes.js";

/** Tells what was before with what is now; a change that changed nothing is not told (facts 8). */
export function emitUpdate(
  work: Work,
  type: string,
  { before, after }: Record<"before" | "after", StripeObject>,
): void {
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length > 0) emit(work, type, after, previous);
}
