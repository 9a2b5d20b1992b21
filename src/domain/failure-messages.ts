/** Told of a card whose decline says no more. */
export const CARD_DECLINED = "The card was declined. Another card may work.";
/** The same of a wallet or an app, such as TWINT. */
export const WALLET_DECLINED = "The payment was declined. Another means of payment may work.";

const LATER = "The bank could not decide just now. The card can be tried again.";
const TYPED_WRONG = "The card's details were not accepted. Another card may work.";
const BY_ITS_OWNER = "The bank declined the card and asks its owner to call. Another card may work.";
const PIN_ASKED = "The card asks for its PIN. Insert it and enter the PIN.";

/** Every decline of a card in Stripe's list (docs.stripe.com/declines/codes), as both may hear it. */
export const CARD_DECLINES: Readonly<Record<string, string>> = {
  card_declined: CARD_DECLINED,
  generic_decline: CARD_DECLINED,
  do_not_honor: CARD_DECLINED,
  do_not_try_again: CARD_DECLINED,
  no_action_taken: CARD_DECLINED,
  not_permitted: CARD_DECLINED,
  restricted_card: CARD_DECLINED,
  security_violation: CARD_DECLINED,
  service_not_allowed: CARD_DECLINED,
  stop_payment_order: CARD_DECLINED,
  transaction_not_allowed: CARD_DECLINED,
  revocation_of_all_authorizations: CARD_DECLINED,
  revocation_of_authorization: CARD_DECLINED,
  lost_card: CARD_DECLINED,
  stolen_card: CARD_DECLINED,
  fraudulent: CARD_DECLINED,
  merchant_blacklist: CARD_DECLINED,
  pickup_card: CARD_DECLINED,
  insufficient_funds: "There is not enough money on the card. Another card may work.",
  card_velocity_exceeded: "The card's limit has been reached. Another card may work.",
  withdrawal_count_limit_exceeded: "The card's limit has been reached. Another card may work.",
  expired_card: "The card has expired. Another card may work.",
  invalid_account: "The card's account is not valid. Another card may work.",
  new_account_information_available: "The card's account is not valid. Another card may work.",
  card_not_supported: "The card does not support this purchase. Another card may work.",
  currency_not_supported: "The card does not take this currency. Another card may work.",
  invalid_amount: "The bank does not take this amount. Another means of payment may work.",
  duplicate_transaction:
    "The bank takes it for a repeat of a payment a moment ago. Look at that one before trying again.",
  testmode_decline: "A test card is not taken for real money. Another card may work.",
  incorrect_pin: "The PIN was wrong. It can be tried again.",
  invalid_pin: "The PIN was wrong. It can be tried again.",
  pin_try_exceeded: "The PIN was wrong too often. Another card may work.",
  offline_pin_required: PIN_ASKED,
  online_or_offline_pin_required: PIN_ASKED,
  authentication_required: "The card asks for its owner's approval. Insert it, or try another card.",
  authentication_not_handled: "The card asks for its owner's approval. Insert it, or try another card.",
  mobile_device_authentication_required: "The phone asks for its owner's approval. It can be tried again.",
  approve_with_id: LATER,
  issuer_not_available: LATER,
  reenter_transaction: LATER,
  try_again_later: LATER,
  processing_error: "The card could not be processed. It can be tried again.",
  call_issuer: BY_ITS_OWNER,
  incorrect_address: TYPED_WRONG,
  incorrect_cvc: TYPED_WRONG,
  incorrect_number: TYPED_WRONG,
  incorrect_zip: TYPED_WRONG,
  invalid_cvc: TYPED_WRONG,
  invalid_expiry_month: TYPED_WRONG,
  invalid_expiry_year: TYPED_WRONG,
  invalid_number: TYPED_WRONG,
};

const NOT_APPROVED = "The payment was not approved. It can be tried again.";

/** What becomes of a payment that is approved elsewhere, by a wallet or the bank's app. */
export const APPROVAL_FAILURES: Readonly<Record<string, string>> = {
  payment_intent_authentication_failure: NOT_APPROVED,
  payment_intent_payment_attempt_failed: "The attempt did not work. It can be tried again.",
  payment_intent_payment_attempt_expired: "The payment was not approved in time. It can be tried again.",
  payment_method_customer_decline: NOT_APPROVED,
  payment_method_provider_decline: WALLET_DECLINED,
  payment_method_provider_timeout: "The payment's provider did not answer in time. It can be tried again.",
  payment_method_not_available: "This means of payment is not available just now. Use another one.",
  payment_limit_exceeded: "The customer's limit has been reached. Another means of payment may work.",
};

const STAYS = "It can be tried again; cancel it before taking other money.";

/** What goes wrong at a reader. None says that no card was charged where that was only not seen. */
export const READER_TROUBLES: Readonly<Record<string, string>> = {
  customer_canceled: "The customer canceled at the reader.",
  terminal_reader_busy: "The reader is busy. Try again in a moment.",
  terminal_reader_offline: "The reader is offline. Check its power and network, or use another reader.",
  terminal_reader_timeout: "The reader did not answer. What it does is being looked up.",
  terminal_reader_hardware_fault: "The reader has a hardware fault. Use another reader.",
  terminal_reader_invalid_location_for_activation: "The reader can't be used in this country. Use another reader.",
  terminal_reader_invalid_location_for_payment: "The reader can't take payments at this place. Use another reader.",
  ACTION_REPLACED: "Something else was sent to the reader while this payment ran there.",
  reader_freed:
    "The reader was freed by hand. Whether this was paid is not known: cancel it before taking other money.",
  connection_error: `The reader lost its connection, and no charge was seen afterwards. ${STAYS}`,
};

/** Why its reader did not end a payment, which no other reader takes then. */
export const STILL_AT_READER: Readonly<Record<string, string>> = {
  terminal_reader_busy: "The reader is charging the card right now. Wait for the result.",
  terminal_reader_offline: "The reader is offline and still has this payment. Check its power and network.",
  terminal_reader_hardware_fault: "The reader has a hardware fault and still has this payment.",
};

/** Nothing came back from Stripe itself. */
export const STRIPE_SILENT = "Stripe did not answer. What became of this is being looked up.";

/** A failure at a reader that has no name here. */
export const READER_FAILED = `The reader did not finish this payment. ${STAYS}`;

/** Refusals of requests that a sentence of their own helps with. A refused request did nothing. */
export const REFUSALS: Readonly<Record<string, string>> = {
  intent_invalid_state: "The payment is not in a state in which Stripe does this. Look at it again.",
  payment_intent_unexpected_state: "The payment is not in a state in which Stripe does this. Look at it again.",
  charge_expired_for_capture: "The time in which the held money could be taken is over. This took nothing.",
  amount_too_small: "The amount is below the smallest that Stripe takes. No card was charged by this request.",
  amount_too_large: "The amount is more than Stripe takes here. No card was charged by this request.",
  lock_timeout: "Stripe is busy with this payment. Try again in a moment.",
  rate_limit: "Stripe is asked too much at the moment. Try again in a moment.",
  terminal_location_country_unsupported: "Stripe has no readers in this country.",
  key_mismatch: "The request was written for another Stripe key and was not sent.",
  not_created: "Stripe did not take the request, and no card was charged by it. Try again.",
  given_up:
    "Stripe did not confirm this in time. Look in its dashboard whether it was made, then ask again with a new key.",
};

export const REQUEST_REFUSED = "Stripe did not accept this request. No card was charged by it.";
export const REQUEST_UNFINISHED = "Stripe could not finish this request. Whether it was done is not known.";
/** An attempt that Stripe says failed, for a reason without a name here. */
export const ATTEMPT_FAILED = "The attempt did not work. It can be tried again.";
