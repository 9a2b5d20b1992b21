import { describe, expect, it } from "vitest";
import { toRefusalError } from "../../../src/domain/refusals.js";

const refusal = { code: "x", message: "Stripe's own words.", httpStatus: 400, stripeRequestId: "req_1" };

describe("toRefusalError", () => {
  it.each([
    ["terminal_reader_busy", 400, "READER_BUSY", true],
    ["terminal_reader_offline", 400, "READER_OFFLINE", true],
    ["terminal_reader_timeout", 400, "READER_TIMEOUT", true],
    ["terminal_reader_hardware_fault", 400, "READER_FAULT", false],
    ["terminal_reader_invalid_location_for_activation", 400, "READER_UNSUPPORTED", false],
    ["terminal_reader_invalid_location_for_payment", 400, "READER_UNSUPPORTED", false],
    ["intent_invalid_state", 400, "ILLEGAL_TRANSITION", false],
    ["payment_intent_unexpected_state", 400, "ILLEGAL_TRANSITION", false],
    ["charge_expired_for_capture", 400, "CAPTURE_WINDOW_CLOSED", false],
    ["lock_timeout", 429, "STRIPE_UNAVAILABLE", true],
    ["rate_limit", 429, "STRIPE_UNAVAILABLE", true],
    ["api_error", 500, "STRIPE_UNAVAILABLE", true],
    ["not_created", 503, "STRIPE_UNAVAILABLE", true],
    ["amount_too_small", 400, "STRIPE_REFUSED", false],
    ["a_code_of_tomorrow", 402, "STRIPE_REFUSED", false],
  ])("turns %s (HTTP %i) into %s", (code, httpStatus, ours, retryable) => {
    const error = toRefusalError({ ...refusal, code, httpStatus });

    expect(error).toMatchObject({ code: ours, details: { retryable, stripeRequestId: "req_1" } });
  });

  it.each([
    ["a_code_of_tomorrow", 400, "NONE", "Stripe did not accept this request. No card was charged by it."],
    ["a_code_of_tomorrow", 424, "POSSIBLE", "Stripe could not finish this request. Whether it was done is not known."],
    ["api_error", 500, "POSSIBLE", "Stripe could not finish this request. Whether it was done is not known."],
    ["not_created", 503, "NONE", "Stripe did not take the request, and no card was charged by it. Try again."],
    ["card_declined", 402, "NONE", "The card was declined. Another card may work."],
    ["terminal_reader_busy", 400, "NONE", "The reader is busy. Try again in a moment."],
  ])("says of %s (HTTP %i) what is certain, never in Stripe's words", (code, httpStatus, effect, message) => {
    const error = toRefusalError({ ...refusal, code, httpStatus });

    expect(error).toMatchObject({ message, details: { effect } });
  });

  it("adds what the caller knows", () => {
    const error = toRefusalError({ ...refusal, stripeRequestId: null }, { paymentId: "pay_1", field: "readerId" });

    expect(error.details).toEqual({ retryable: false, effect: "NONE", paymentId: "pay_1", field: "readerId" });
  });
});
