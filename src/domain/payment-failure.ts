import type { PaymentFailure } from "./payment.js";

/** What the customer must not be told the reason of (docs.stripe.com/declines): it would warn a thief. */
const GENERIC_TO_CUSTOMER: ReadonlySet<string> = new Set([
  "lost_card",
  "stolen_card",
  "fraudulent",
  "merchant_blacklist",
  "pickup_card",
]);

const GENERIC_DECLINE = "The card was declined. Another card may work.";

/** What can be told to both, by Stripe's decline code or error code. */
const MESSAGES: Readonly<Record<string, string>> = {
  insufficient_funds: "There is not enough money on the card. Another card may work.",
  withdrawal_count_limit_exceeded: "The card's limit has been reached. Another card may work.",
  expired_card: "The card has expired. Another card may work.",
  incorrect_pin: "The PIN was wrong. It can be tried again.",
  pin_try_exceeded: "The PIN was wrong too often. Another card may work.",
  offline_pin_required: "The card asks for its PIN. Insert it and enter the PIN.",
  online_or_offline_pin_required: "The card asks for its PIN. Insert it and enter the PIN.",
  call_issuer: "The bank declined the card and asks for a call. Another card may work.",
  processing_error: "The card could not be processed. It can be tried again.",
  currency_not_supported: "The card does not take this currency. Another card may work.",
  card_not_supported: "The card does not support this purchase. Another card may work.",
  customer_canceled: "The customer canceled at the reader.",
  payment_intent_authentication_failure: "The payment was not approved. It can be tried again.",
  payment_intent_payment_attempt_expired: "The payment was not approved in time. It can be tried again.",
  terminal_reader_busy: "The reader is busy with something else. Try again in a moment.",
  terminal_reader_offline: "The reader is offline. Check its power and network, or use another reader.",
  terminal_reader_timeout: "The reader did not answer. It is being looked up whether it got the payment.",
  terminal_reader_hardware_fault: "The reader has a hardware fault. Use another reader.",
  ACTION_REPLACED: "Something else was sent to the reader before a card was seen.",
  reader_freed: "The reader was freed by hand. Whether this was paid is not known: check before taking other money.",
  connection_error: "The reader lost its connection. It is being looked up whether the card was charged.",
};

/** Of lost and stolen cards the cashier may know; the wording stays calm because the customer reads the screen too. */
const CASHIER_ONLY: Readonly<Record<string, string>> = {
  lost_card: "Declined: the bank reports the card as lost. Ask for another card.",
  stolen_card: "Declined: the bank reports the card as stolen. Ask for another card.",
  pickup_card: "Declined: the bank asks to keep the card. Ask for another card.",
  fraudulent: "Declined as suspected fraud. Ask for another card.",
  merchant_blacklist: "Declined by your own block list. Ask for another card.",
};

export interface FailureCodes {
  code: string;
  declineCode?: string | null;
  adviceCode?: string | null;
}

/** Stripe's codes with a sentence for the cashier and one for the customer. Never made from Stripe's message. */
export function toPaymentFailure(codes: FailureCodes): PaymentFailure {
  const reason = codes.declineCode ?? codes.code;
  const told = MESSAGES[reason] ?? MESSAGES[codes.code] ?? GENERIC_DECLINE;
  return {
    code: codes.code,
    declineCode: codes.declineCode ?? null,
    adviceCode: codes.adviceCode ?? null,
    cashierMessage: CASHIER_ONLY[reason] ?? told,
    customerMessage: GENERIC_TO_CUSTOMER.has(reason) ? GENERIC_DECLINE : told,
  };
}
