import { describe, expect, it } from "vitest";
import { toPaymentFailure } from "../../../src/domain/payment-failure.js";

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
