import { Stripe } from "stripe";
import type { Refusal } from "../domain/operation.js";
import { scrubSecrets } from "./scrub-secrets.js";

/** Refused: nothing happened. Faulted: it may have happened, the key is spent. Unanswered: the key may be sent again. */
export type Failure =
  | { outcome: "Refused"; refusal: Refusal }
  | { outcome: "Faulted"; refusal: Refusal }
  | { outcome: "Unanswered"; reason: string; isNotYet?: true };

/** "Not now": Stripe began nothing and kept nothing under the key. */
const NOT_YET_CODES: ReadonlySet<string> = new Set(["idempotency_key_in_use", "lock_timeout", "rate_limit"]);
const NOT_YET_STATUSES: ReadonlySet<number> = new Set([409, 429]);

/** A refusal by name, but the reader may have got the command all the same (docs.stripe.com, collect-card-payment). */
const AMBIGUOUS_CODES: ReadonlySet<string> = new Set(["terminal_reader_timeout"]);
/** A system behind Stripe failed: whether it did its part before is not said. */
const FAILED_DEPENDENCY = 424;

/** Sorts whatever the SDK threw by what it says about the effect. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) {
    return { outcome: "Unanswered", reason: reasonOf(error) };
  }
  const refusal = toRefusal(error, error.statusCode);
  const { code, httpStatus } = refusal;
  if (NOT_YET_CODES.has(code) || NOT_YET_STATUSES.has(httpStatus)) {
    return { outcome: "Unanswered", reason: `${code} (HTTP ${httpStatus}): ${refusal.message}`, isNotYet: true };
  }
  if (AMBIGUOUS_CODES.has(code) || httpStatus === FAILED_DEPENDENCY || httpStatus >= 500) {
    return { outcome: "Faulted", refusal };
  }
  if (httpStatus >= 400) return { outcome: "Refused", refusal };
  return { outcome: "Unanswered", reason: `an error under HTTP ${httpStatus}: ${code}` };
}

function toRefusal(error: Stripe.errors.StripeError, httpStatus: number): Refusal {
  return {
    code: error.code ?? error.rawType ?? "unknown",
    message: scrubSecrets(error.message),
    httpStatus,
    stripeRequestId: error.requestId ?? null,
  };
}

/** What the network said stands in the SDK's `detail`: its own message is the same for every failure. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const detail: unknown = error instanceof Stripe.errors.StripeConnectionError ? error.detail : undefined;
  return scrubSecrets(detail instanceof Error ? `${message} (${detail.message})` : message);
}
