import { StripeError } from "./stripe-error.js";

/** From here on the types are asked for by `allowed_payment_method_types` alone (facts, top). */
export const ENDIVE = "2026-09-30.endive";
/** Money is booked later than it is captured, unless a client says otherwise. */
export const AUTOMATIC_ASYNC_BY_DEFAULT = "2024-04-10";
/** The account's settings choose the payment methods, unless a client names some. */
export const AUTOMATIC_METHODS_BY_DEFAULT = "2023-08-16";
/** What an account that nobody upgraded for a year answers with. */
export const DEFAULT_VERSION = "2025-10-29.clover";

/** The first version whose date is followed by a release's name, or by the word that marks a preview. */
const FIRST_NAMED = "2024-09-30.acacia";

const SHAPE = /^20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?<name>\.[a-z]+)?(?:;.*)?$/;

export function assertVersion(version: string): void {
  const match = SHAPE.exec(version);
  if (match && (match.groups?.["name"] !== undefined) === isAtLeast(version, FIRST_NAMED)) return;
  throw new StripeError(
    { type: "invalid_request_error", message: `Invalid Stripe API version: ${version}` },
    { status: 400, isBare: true, isValidation: true },
  );
}

/** Versions compare by their date. */
export function isAtLeast(version: string, other: string): boolean {
  return version.slice(0, 10) >= other.slice(0, 10);
}
