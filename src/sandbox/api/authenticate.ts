import { StripeError } from "./stripe-error.js";

const TEST_KEY = /^[sr]k_test_\w+$/;

const NO_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth " +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we " +
  "can help at https://support.stripe.com/.";

/** Basic with the key as user, or Bearer. Any test key opens the one account; a live key opens nothing here. */
export function assertAuthenticated(authorization: string | undefined): void {
  const key = keyOf(authorization);
  if (key === undefined) throw unauthorized(NO_KEY);
  if (!TEST_KEY.test(key)) throw unauthorized(`Invalid API Key provided: ${mask(key)}`);
}

function keyOf(authorization: string | undefined): string | undefined {
  const [, scheme = "", credentials = ""] = /^(\S+)\s+(.+)$/.exec(authorization?.trim() ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [user] = Buffer.from(credentials, "base64").toString("utf8").split(":");
  return user === "" ? undefined : user;
}

/** Keys are shown as far as Stripe shows them: the prefix and the last four letters. */
function mask(key: string): string {
  const [, prefix = ""] = /^((?:[sr]k|pk)_(?:test|live)_)/.exec(key) ?? [];
  const hidden = Math.max(0, key.length - prefix.length - 4);
  return `${prefix}${"*".repeat(hidden)}${key.slice(prefix.length + hidden)}`;
}

function unauthorized(message: string): StripeError {
  return new StripeError(
    { type: "invalid_request_error", message },
    { status: 401, isBare: true, isValidation: true, headers: { "www-authenticate": 'Basic realm="Stripe"' } },
  );
}
