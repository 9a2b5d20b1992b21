import { keyInUse } from "../api/idempotency.js";
import { StripeError } from "../api/stripe-error.js";

/** A 500 happened inside the endpoint, and is the key's first result; the others were turned away before (facts 9). */
export function injectedError(status: number, idempotencyKey: string): StripeError {
  const handling = { status, isValidation: status !== 500 };
  // The one conflict that is known: contention for an object is a 429 (facts 9).
  if (status === 409) return keyInUse(idempotencyKey);
  if (status === 429) {
    const message =
      "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
    return new StripeError({ type: "invalid_request_error", code: "rate_limit", message }, handling);
  }
  const message =
    "Sorry! There was an error while talking to one of our backends. Support has been notified. Please try again.";
  return new StripeError({ type: "api_error", message }, handling);
}
