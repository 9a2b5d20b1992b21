import type { StripeError } from "./stripe-error.js";

export interface ErrorOrigin {
  readonly account: string;
  readonly requestId: string;
}

/** Codes that Stripe sends and its pages don't explain. */
const WITHOUT_PAGE = new Set(["property_expansion_max_depth"]);

/** Stripe's error body: keys in alphabetical order, absent rather than null (facts 2). */
export function toErrorBody(error: StripeError, origin: ErrorOrigin): { error: Record<string, unknown> } {
  const { code } = error.fields;
  const fields: Record<string, unknown> = { ...error.fields };
  if (code !== undefined && !WITHOUT_PAGE.has(code)) fields["doc_url"] ??= docUrlOf(code);
  if (!error.handling.isBare) fields["request_log_url"] = requestLogUrl(origin);
  return { error: Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

export function docUrlOf(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}

function requestLogUrl({ account, requestId }: ErrorOrigin): string {
  return `https://dashboard.stripe.com/${account}/test/workbench/logs?object=${requestId}`;
}
