import { StripeError } from "./stripe-error.js";

const TEST_KEY = /^[sr]k_test_\w+$/;

const NO_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth " +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we " +
  "can help at https://support.stripe.com/.";

const PUBLISHABLE_KEY =
  "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your " +
  "API keys at https://dashboard.stripe.com/account/apikeys.";

/** Basic with the key as user, or Bearer. Any test key opens the one account; a live key opens nothing here. */
export function authenticate(authorization: string | undefined): string {
  const key = keyOf(authorization);
  if (key === undefined) throw unauthorized(NO_KEY);
  if (TEST_KEY.test(key)) return key;
  if (key.startsWith("pk_")) throw unauthorized(PUBLISHABLE_KEY, "secret_key_required");
  throw unauthorized(`Invalid API Key provided: ${maskKey(key, 4)}`);
}

function keyOf(authorization: string | undefined): string | undefined {
  const [, scheme = "", credentials = ""] = /^(\S+)\s+(.+)$/.exec(authorization?.trim() ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [user] = Buffer.from(credentials, "base64").toString("utf8").split(":");
  return user === "" ? undefined : user;
}

/** Keys are shown as far as Stripe shows them: the prefix and some of the last letters. */
export function maskKey(key: string, shown: number): string {
  const [, prefix = ""] = /^((?:[sr]k|pk)_(?:test|live)_)/.exec(key) ?? [];
  const hidden = Math.max(0, key.length - prefix.length - shown);
  return `${prefix}${"*".repeat(hidden)}${key.slice(prefix.length + hidden)}`;
}

function unauthorized(message: string, code?: string): StripeError {
  return new StripeError(
    { type: "invalid_request_error", message, ...(code === undefined ? {} : { code }) },
    { status: 401, isBare: true, isValidation: true, headers: { "www-authenticate": 'Basic realm="Stripe"' } },
  );
}
