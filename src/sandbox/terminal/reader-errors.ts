import { refusal, StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";

/** The status is not published; 400 follows from the error classes in Stripe's own samples (facts 4.6). */
function readerError(work: Work, code: string, message: string): StripeError {
  const status = Number(work.switches.sim.reader_error_status);
  return new StripeError({ type: "invalid_request_error", code, message }, { status });
}

export function readerBusy(work: Work): StripeError {
  const message =
    "Reader is currently busy processing another request. Please reference the integration guide at " +
    "https://stripe.com/docs/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven#handle-errors " +
    "for details on how to handle this error.";
  return readerError(work, "terminal_reader_busy", message);
}

export function readerOffline(work: Work): StripeError {
  const message =
    "Reader is currently offline, please ensure the reader is powered on and connected to the internet before retrying " +
    "your request.";
  return readerError(work, "terminal_reader_offline", message);
}

/** What the reader did is not known: it may have got the command all the same. */
export function readerTimeout(work: Work): StripeError {
  return readerError(work, "terminal_reader_timeout", "There was a timeout when sending this command to the reader.");
}

export function hardwareFault(work: Work): StripeError {
  const message =
    "Reader can no longer accept payments as an unrecoverable hardware fault has been detected. Please reach out to " +
    "Stripe support at https://support.stripe.com/contact/email and provide your reader's serial number for replacement.";
  return readerError(work, "terminal_reader_hardware_fault", message);
}

/** An app holds the reader by an SDK; without a code, as it was reported (facts 4.6). */
export function heldBySdk(): StripeError {
  return refusal({ message: "Reader is currently processing a transaction from a different integration mode." });
}

/** How an action ends whose intent was cancelled or paid elsewhere while the reader waited. */
export const MOVED_ON = {
  code: "intent_invalid_state",
  message: "Payment intent must be in the requires_payment_method state to be processed by a reader.",
  apiError: null,
} as const;

/** The reader lost Stripe in the middle: the payment may have gone through all the same (facts 4.6). */
export const NOT_CONNECTED = {
  code: "connection_error",
  message: "Could not connect to Stripe.",
  apiError: null,
} as const;

/** Where the integration asked for the button (facts 4.5). */
export const CUSTOMER_CANCELED = {
  code: "customer_canceled",
  message: "This action could not be completed due to an error on the card reader.",
  apiError: null,
} as const;
