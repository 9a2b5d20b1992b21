import { isRecord } from "./is-record.js";

/** The id of a field that holds an id or, expanded, the object itself. */
export function toId(reference: unknown): string | null {
  if (typeof reference === "string") return reference;
  return isRecord(reference) && typeof reference["id"] === "string" ? reference["id"] : null;
}
