import type { Json } from "../entities/row.js";
import { NO_BILLING_DETAILS } from "../formatters/payment-method.js";

/** What was sent laid over what was there: every key is present, those of the address too. */
export function billingDetailsOf(sent: Json | null | undefined, before: Json | null = null): Json | null {
  if (!sent) return before;
  const known = { ...NO_BILLING_DETAILS, ...before };
  const address = { ...known.address, ...(sent["address"] as Json | null | undefined) };
  return { ...known, ...sent, address };
}
