import type { Json, StripeObject } from "../entities/row.js";
import { isHash } from "../validation/structures.js";

/** What an `*.updated` event says of before: of hashes only the keys that changed, of all else the whole (facts 8). */
export function previousAttributes(before: StripeObject, after: StripeObject): Json {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, previous(before[name], after[name])]));
}

function previous(before: unknown, after: unknown): unknown {
  return isHash(before) && isHash(after) ? previousAttributes(before, after) : (before ?? null);
}
