import { StripeError } from "./stripe-error.js";

/** From here on the types are asked for by `allowed_payment_method_types` alone (facts, top). */
export const ENDIVE = "2026-09-30.endive";
/** What an account that nobody upgraded for a year answers with. */
export const DEFAULT_VERSION = "2025-10-29.clover";

/** A date, followed since 2024-09-30 by the release's name, or by the word that marks a preview. */
const SHAPE = /^20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\.[a-z]+)?(?:;.*)?$/;

export function assertVersion(version: string): void {
  if (SHAPE.test(version)) return;
  throw new StripeError(
    { type: "invalid_request_error", message: `Invalid Stripe API version: ${version}` },
    { status: 400, isBare: true, isValidation: true },
  );
}

/** Versions compare by their date. */
export function isAtLeast(version: string, other: string): boolean {
  return version.slice(0, 10) >= other.slice(0, 10);
}
