import { StripeError } from "./stripe-error.js";

/** Any well-formed id is a connected account here; each keeps its objects to itself. */
export function assertAccount(id: string, maskedKey = "sk_test_***"): void {
  if (/^acct_\w+$/.test(id)) return;
  const message =
    `The provided key '${maskedKey}' does not have access to account '${id}' (or that account does not exist). ` +
    "Application access may have been revoked.";
  throw new StripeError(
    { type: "invalid_request_error", code: "account_invalid", message },
    { status: 403, isBare: true, isValidation: true },
  );
}
