import { keyInUse } from "../api/idempotency.js";
import { StripeError } from "../api/stripe-error.js";

/** What a 429 may be: too many requests, or two at a time for one object (facts 9). */
export type TooManyCode = "rate_limit" | "lock_timeout";

export interface OrderedError {
  readonly status: number;
  readonly code?: TooManyCode;
}

/** A 500 happened inside the endpoint, and is the key's first result; the others were turned away before (facts 9). */
export function injectedError({ status, code }: OrderedError, idempotencyKey: string): StripeError {
  // The one conflict that is known: contention for an object is a 429 (facts 9).
  if (status === 409) return keyInUse(idempotencyKey || "(none)");
  if (status === 429) return code === "lock_timeout" ? lockTimeout() : rateLimit();
  const message =
    "Sorry! There was an error while talking to one of our backends. Support has been notified. Please try again.";
  const handling = status === 500 ? { status } : { status, isValidation: true, isTurnedAway: true };
  return new StripeError({ type: "api_error", message }, handling);
}

function rateLimit(): StripeError {
  const message = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
  return new StripeError(
    { type: "invalid_request_error", code: "rate_limit", message },
    { status: 429, isValidation: true, isTurnedAway: true },
  );
}

/** The one 429 that clients are told to repeat. */
function lockTimeout(): StripeError {
  const message =
    "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. " +
    "If you see this error intermittently, retry the request. If you see this error frequently and are making multiple " +
    "concurrent requests to a single object, make your requests serially or at a lower rate.";
  return new StripeError(
    { type: "invalid_request_error", code: "lock_timeout", message },
    { status: 429, isValidation: true, headers: { "stripe-should-retry": "true" } },
  );
}
