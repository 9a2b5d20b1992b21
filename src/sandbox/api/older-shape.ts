import type { StripeObject } from "../entities/row.js";
import { isHash } from "../validation/structures.js";
import { isAtLeast } from "./api-version.js";

interface Addition {
  readonly object: string;
  readonly field: readonly string[];
  readonly since: string;
}

/** Answers are made in the newest shape; these fields came during the versions that the sandbox serves (facts 0). */
const ADDITIONS: readonly Addition[] = [
  { object: "terminal.reader", field: ["last_seen_at"], since: "2025-10-29.clover" },
  { object: "charge", field: ["payment_method_details", "card_present", "location"], since: "2026-02-25.clover" },
  { object: "charge", field: ["payment_method_details", "card_present", "reader"], since: "2026-02-25.clover" },
  { object: "charge", field: ["payment_method_details", "interac_present", "location"], since: "2026-02-25.clover" },
  { object: "charge", field: ["payment_method_details", "interac_present", "reader"], since: "2026-02-25.clover" },
  { object: "terminal.reader", field: ["action", "api_error"], since: "2026-05-27.dahlia" },
];

const NEWEST_ADDITION = "2026-05-27.dahlia";

/** The same answer without what the version did not have yet, at any depth. */
export function olderShape<T>(value: T, version: string): T {
  if (isAtLeast(version, NEWEST_ADDITION)) return value;
  return cut(
    value,
    ADDITIONS.filter((addition) => !isAtLeast(version, addition.since)),
  ) as T;
}

function cut(value: unknown, absent: readonly Addition[]): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, absent));
  if (!isHash(value)) return value;
  // Metadata may be named `__proto__`, which an assignment would lose.
  const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, absent)]));
  for (const { object, field } of absent) if (copy["object"] === object) removeField(copy, field);
  return copy;
}

function removeField(holder: StripeObject, [name = "", ...rest]: readonly string[]): void {
  const inner = holder[name];
  if (rest.length === 0) delete holder[name];
  else if (isHash(inner)) removeField(inner, rest);
}
