import { describe, expect, it } from "vitest";
import { toPaymentFailure } from "../../../src/domain/payment-failure.js";
import { toFailureOf, toReaderFailure } from "../../../src/domain/refusals.js";

const GENERIC = "The card was declined. Another card may work.";

/** Every card decline code of Stripe's documentation that the customer may not be told the reason of. */
const KEPT_FROM_CUSTOMER = ["lost_card", "stolen_card", "fraudulent", "merchant_blacklist", "pickup_card"];

describe("toPaymentFailure", () => {
  it.each(KEPT_FROM_CUSTOMER)(
    "tells the customer nothing of %s, and the cashier to ask for another card",
    (declineCode) => {
      const failure = toPaymentFailure({ code: "card_declined", declineCode });

      expect(failure.customerMessage).toBe(GENERIC);
      expect(failure.cashierMessage).not.toBe(GENERIC);
      expect(failure.cashierMessage).toMatch(/^Declined.*\.$/);
    },
  );

  it.each(KEPT_FROM_CUSTOMER)("tells the customer nothing of %s where it comes as the error's own code", (code) => {
    expect(toPaymentFailure({ code }).customerMessage).toBe(GENERIC);
  });

  it("tells the customer nothing of a stolen card whatever else the error says", () => {
    expect(toPaymentFailure({ code: "expired_card", declineCode: "stolen_card" }).customerMessage).toBe(GENERIC);
  });

  it.each([
    ["insufficient_funds", "There is not enough money on the card. Another card may work."],
    ["incorrect_pin", "The PIN was wrong. It can be tried again."],
    ["do_not_honor", GENERIC],
    ["a_code_of_tomorrow", GENERIC],
  ])("tells both the same of %s", (declineCode, told) => {
    const failure = toPaymentFailure({ code: "card_declined", declineCode });

    expect([failure.cashierMessage, failure.customerMessage]).toEqual([told, told]);
  });

  it.each([
    ["customer_canceled", "The customer canceled at the reader."],
    ["expired_card", "The card has expired. Another card may work."],
    ["terminal_reader_offline", "The reader is offline. Check its power and network, or use another reader."],
  ])("goes by the error's code where there is no decline code: %s", (code, told) => {
    expect(toPaymentFailure({ code }).cashierMessage).toBe(told);
  });

  it("keeps Stripe's codes for programs", () => {
    const codes = { code: "card_declined", declineCode: "stolen_card", adviceCode: "do_not_try_again" };

    expect(toPaymentFailure(codes)).toMatchObject(codes);
    expect(toPaymentFailure({ code: "x" })).toMatchObject({ code: "x", declineCode: null, adviceCode: null });
  });
});

/** docs.stripe.com/declines/codes, all of them. */
const CARD_DECLINES = `authentication_required authentication_not_handled approve_with_id call_issuer card_not_supported
  card_velocity_exceeded currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card
  fraudulent generic_decline incorrect_address incorrect_number incorrect_cvc incorrect_pin incorrect_zip
  insufficient_funds invalid_account invalid_amount invalid_cvc invalid_expiry_month invalid_expiry_year
  invalid_number invalid_pin issuer_not_available lost_card merchant_blacklist mobile_device_authentication_required
  new_account_information_available no_action_taken not_permitted offline_pin_required
  online_or_offline_pin_required pickup_card pin_try_exceeded processing_error reenter_transaction restricted_card
  revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed stolen_card
  stop_payment_order testmode_decline transaction_not_allowed try_again_later withdrawal_count_limit_exceeded`.split(
  /\s+/,
);
const WALLET_DECLINES =
  `partner_generic_decline partner_high_risk_customer partner_payment_not_found invalid_customer_account
  invalid_business_account invalid_authorization invalid_billing_agreement invalid_payment_information
  expired_payment_information payment_limit_exceeded payment_disputed invalid_amount compliance_violation
  recurring_not_supported_by_bank`.split(/\s+/);
const APPROVALS = `payment_intent_authentication_failure payment_intent_payment_attempt_failed
  payment_intent_payment_attempt_expired payment_method_provider_decline payment_method_customer_decline
  payment_method_provider_timeout payment_method_not_available`.split(/\s+/);
const READER_TROUBLES =
  `terminal_reader_busy terminal_reader_timeout terminal_reader_offline terminal_reader_hardware_fault
  terminal_reader_invalid_location_for_activation terminal_reader_invalid_location_for_payment connection_error
  customer_canceled reader_freed canceled reader_timeout failed_to_process reader_failed`.split(/\s+/);
const REFUSALS =
  `parameter_unknown parameter_invalid_integer parameter_missing resource_missing amount_too_small amount_too_large
  payment_intent_unexpected_state intent_invalid_state charge_expired_for_capture invalid_request_error
  terminal_location_country_unsupported not_created`.split(/\s+/);

describe("what a cashier reads", () => {
  it.each(CARD_DECLINES)("is about the card or its approval where a card is declined: %s", (declineCode) => {
    const { cashierMessage, customerMessage } = toPaymentFailure({ code: "card_declined", declineCode });

    expect(cashierMessage).toMatch(/card|PIN|bank|phone|Declined/);
    expect(customerMessage).toMatch(/^The(re)? .*\.$|^A /);
    expect(toPaymentFailure({ code: declineCode }).cashierMessage).toBe(cashierMessage);
  });

  it.each(WALLET_DECLINES)("names no card where a wallet's payment is declined: %s", (declineCode) => {
    const failure = toPaymentFailure({ code: "payment_method_provider_decline", declineCode });

    expect(failure.cashierMessage).toMatch(/means of payment may work\.$/);
    expect(failure.cashierMessage).not.toMatch(/card/i);
  });

  it.each([...APPROVALS, "a_code_of_tomorrow"])("calls no card declined where an approval failed: %s", (code) => {
    expect(toPaymentFailure({ code }).cashierMessage).not.toMatch(/card/i);
  });

  it.each([...READER_TROUBLES, "a_code_of_tomorrow"])(
    "is about the reader, and never says that nothing was charged: %s",
    (code) => {
      const { cashierMessage } = toReaderFailure({ code });

      expect(cashierMessage).toMatch(/reader/);
      expect(cashierMessage).not.toMatch(/declined|not charged|nothing was taken|no card was/i);
    },
  );

  it.each([...REFUSALS, "a_code_of_tomorrow"])("calls no card declined where a request was refused: %s", (code) => {
    const { cashierMessage } = toFailureOf({ code, message: "Sorry!", httpStatus: 400, stripeRequestId: null });

    expect(cashierMessage).toMatch(/^[A-Z].*\.$/);
    expect(cashierMessage).not.toMatch(/declined|Sorry|http/i);
  });
});
