import type { FirstAnswer, IdempotencyRow } from "../entities/bookkeeping.js";
import { hexOf } from "../store/random.js";
import { KEYS_KEPT_MS } from "../store/stale-rows.js";
import { StripeError } from "./stripe-error.js";

const LONGEST_KEY = 255;

export function idempotencyRowId(account: string, key: string): string {
  return `${account}:${key}`;
}

export function fingerprintOf(method: string, pathname: string, params: unknown): string {
  return hexOf(method, pathname, stableJson(params));
}

export function assertKeyLength(key: string): void {
  if (key.length <= LONGEST_KEY) return;
  throw new StripeError(
    { type: "invalid_request_error", message: `Idempotency keys must be at most ${LONGEST_KEY} characters long.` },
    { status: 400, isValidation: true },
  );
}

export function isExpired(row: IdempotencyRow, nowMs: number): boolean {
  return nowMs - row.createdAtMs >= KEYS_KEPT_MS;
}

export function assertSameRequest(first: FirstAnswer, fingerprint: string, key: string): void {
  if (first.fingerprint === fingerprint) return;
  const message =
    "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
    `Try using a key other than '${key}' if you meant to execute a different request.`;
  throw new StripeError({ type: "idempotency_error", message }, { status: 400, isValidation: true });
}

/** Its words are recorded, its type is not (facts 9): a body of 2018 says invalid_request_error (stripe-go issue 647). */
export function keyInUse(key: string): StripeError {
  const message =
    "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
    `twice, and the other request is still going through): ${key}. Please try again later.`;
  return new StripeError(
    { type: "idempotency_error", code: "idempotency_key_in_use", message },
    { status: 409, isValidation: true },
  );
}

/** The same for `a[]=x` and `a[0]=x`. */
function stableJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${stableJson(inner)}`).join(",")}}`;
}
