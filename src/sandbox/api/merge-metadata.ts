import type { Metadata } from "../entities/row.js";
import { assertFewKeys, type MetadataParam } from "../validation/shared-params.js";

/** New keys are merged in, an empty value unsets its key, an empty string unsets all (facts 9). */
export function mergeMetadata(before: Metadata, change: MetadataParam | undefined): Metadata {
  if (change === undefined) return before;
  if (change === null) return {};
  const merged = Object.entries({ ...before, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  assertFewKeys(merged.length, "metadata");
  return Object.fromEntries(merged);
}
