import type { CommandKind } from "./command.js";

/** Codes that a person could not read; others are read with blanks. */
const REASONS: Readonly<Record<string, string>> = {
  generic_decline: "the bank gave no reason",
  card_declined: "the card was declined",
  connection_error: "the reader lost its connection to Stripe",
  customer_canceled: "the customer canceled at the reader",
  payment_intent_authentication_failure: "it was not approved",
  payment_intent_payment_attempt_expired: "it was not approved in time",
  payment_intent_payment_attempt_failed: "the attempt did not work",
  payment_intent_unexpected_state: "the payment was in another state",
  intent_invalid_state: "the payment was in another state",
  reader_freed: "the reader was freed by hand",
  terminal_reader_busy: "the reader was busy",
  terminal_reader_offline: "the reader was offline",
  terminal_reader_timeout: "the reader did not answer",
  terminal_reader_hardware_fault: "the reader has a fault",
  charge_expired_for_capture: "the time to take the money was over",
  not_created: "Stripe never got the request",
  ACTION_REPLACED: "something else was sent to the reader",
  READER_BUSY: "the reader was busy",
  READER_OFFLINE: "the reader was offline",
  READER_TIMEOUT: "the reader did not answer",
  READER_FAULT: "the reader has a fault",
  STRIPE_UNAVAILABLE: "Stripe did not answer",
  STRIPE_REFUSED: "Stripe did not accept the request",
};

/** A failure's code in words, with the code itself where the words are ours: support is asked by it. */
export function reasonOf(code: unknown, otherwise = "no reason was given"): string {
  if (typeof code !== "string") return otherwise;
  const told = REASONS[code];
  return told === undefined ? code.replaceAll("_", " ") : `${told} (${code})`;
}

/** What Stripe was asked for, as in "Stripe was asked to …". */
const ASKED: Record<CommandKind, string> = {
  CREATE_PAYMENT_INTENT: "set the payment up",
  UPDATE_PAYMENT_INTENT: "change the payment",
  CANCEL_PAYMENT_INTENT: "cancel the payment",
  CAPTURE_PAYMENT_INTENT: "take the held money",
  CONFIRM_TWINT: "open the TWINT page",
  PROCESS_PAYMENT_INTENT: "send the payment to the reader",
  CANCEL_READER_ACTION: "end the payment at the reader",
  CREATE_LOCATION: "make a location",
  REGISTER_READER: "register a reader",
};

export function askedFor(command: unknown): string {
  return typeof command === "string" && command in ASKED ? ASKED[command as CommandKind] : "change the payment";
}
