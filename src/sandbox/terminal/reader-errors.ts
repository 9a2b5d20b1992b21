import { refusal, type StripeError } from "../api/stripe-error.js";

/** The status is not published; 400 follows from the error classes in Stripe's own samples (facts 4.6). */
export function readerBusy(): StripeError {
  const message =
    "Reader is currently busy processing another request. Please reference the integration guide at " +
    "https://stripe.com/docs/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven#handle-errors " +
    "for details on how to handle this error.";
  return refusal({ code: "terminal_reader_busy", message });
}

export function readerOffline(): StripeError {
  const message =
    "Reader is currently offline, please ensure the reader is powered on and connected to the internet before retrying " +
    "your request.";
  return refusal({ code: "terminal_reader_offline", message });
}

/** What the reader did is not known: it may have got the command all the same. */
export function readerTimeout(): StripeError {
  return refusal({
    code: "terminal_reader_timeout",
    message: "There was a timeout when sending this command to the reader.",
  });
}
