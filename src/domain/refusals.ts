import { type ErrorCode, type ErrorDetails, TillgraphError } from "./errors.js";
import type { Refusal } from "./operation.js";
import { READER_FAILED, REFUSALS, REQUEST_REFUSED, REQUEST_UNFINISHED } from "./failure-messages.js";
import type { PaymentFailure } from "./payment.js";
import { type FailureCodes, toPaymentFailure } from "./payment-failure.js";

/** Stripe's codes that have a code of ours; every other refusal is STRIPE_REFUSED. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  terminal_reader_busy: "READER_BUSY",
  terminal_reader_offline: "READER_OFFLINE",
  terminal_reader_timeout: "READER_TIMEOUT",
  terminal_reader_hardware_fault: "READER_FAULT",
  terminal_reader_invalid_location_for_activation: "READER_UNSUPPORTED",
  terminal_reader_invalid_location_for_payment: "READER_UNSUPPORTED",
  intent_invalid_state: "ILLEGAL_TRANSITION",
  payment_intent_unexpected_state: "ILLEGAL_TRANSITION",
  charge_expired_for_capture: "CAPTURE_WINDOW_CLOSED",
  lock_timeout: "STRIPE_UNAVAILABLE",
  rate_limit: "STRIPE_UNAVAILABLE",
};

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "READER_BUSY",
  "READER_OFFLINE",
  "READER_TIMEOUT",
  "STRIPE_UNAVAILABLE",
]);

/** Turns Stripe's refusal into the error a client gets, in our words: its own are for the log and the timeline. */
export function toRefusalError(
  refusal: Refusal,
  details: ErrorDetails = {},
  { cashierMessage } = toFailureOf(refusal),
): TillgraphError {
  const code = toErrorCode(refusal);
  return new TillgraphError(code, cashierMessage, {
    retryable: RETRYABLE.has(code),
    effect: didNothing(refusal) ? "NONE" : "POSSIBLE",
    ...details,
    ...(refusal.stripeRequestId === null ? {} : { stripeRequestId: refusal.stripeRequestId }),
  });
}

function toErrorCode({ code, httpStatus }: Refusal): ErrorCode {
  return CODES[code] ?? (httpStatus >= 500 ? "STRIPE_UNAVAILABLE" : "STRIPE_REFUSED");
}

/** Why a refused action failed: under the same code whether the till still waited for the answer or not. */
export function toRefusedFailure(refusal: Refusal): PaymentFailure {
  return { ...toFailureOf(refusal), code: toErrorCode(refusal) };
}

/** Why a request was refused, under Stripe's own code. */
export function toFailureOf(refusal: Refusal): PaymentFailure {
  const otherwise = didNothing(refusal) ? REQUEST_REFUSED : REQUEST_UNFINISHED;
  return toPaymentFailure({ code: refusal.code }, REFUSALS[refusal.code] ?? otherwise);
}

/** A system behind Stripe failed, or Stripe itself: whether it did its part before is not said. */
const FAILED_DEPENDENCY = 424;

/** Looked up and not there, or refused as a request: then it certainly charged nothing. */
function didNothing({ code, httpStatus }: Refusal): boolean {
  return code === "not_created" || (httpStatus < 500 && httpStatus !== FAILED_DEPENDENCY);
}

/** Why an action failed at its reader: under an error code of ours where one stands for it, else Stripe's own. */
export function toReaderFailure(codes: FailureCodes): PaymentFailure {
  return { ...toPaymentFailure(codes, READER_FAILED), code: CODES[codes.code] ?? codes.code };
}
