import { describe, expect, it } from "vitest";
import { toCardDetails } from "../../../src/stripe/to-card-details.js";
import { cardPresentAnswer, chargeAnswer } from "./answers.js";

function charge(card: Record<string, unknown>, fields: Record<string, unknown> = {}) {
  return chargeAnswer({ payment_method_details: { type: "card_present", card_present: card }, ...fields });
}

describe("what is kept of a card", () => {
  it("keeps a card that a reader took", () => {
    expect(toCardDetails(charge(cardPresentAnswer({ generated_card: "pm_1" })))).toStrictEqual({
      brand: "visa",
      last4: "4242",
      funding: "credit",
      country: "US",
      expMonth: 12,
      expYear: 2034,
      network: "visa",
      readMethod: "contactless_emv",
      wallet: null,
      walletConfirmed: true,
      interac: false,
      savedPaymentMethodId: "pm_1",
      incrementalAuthorizationSupported: false,
      overcaptureSupported: false,
    });
  });

  it("says a wallet is certain only once the issuer has approved", () => {
    const card = cardPresentAnswer({ wallet: { type: "apple_pay" } });

    expect(toCardDetails(charge(card))).toMatchObject({ wallet: "apple_pay", walletConfirmed: true });
    expect(toCardDetails(charge(card, { status: "failed" }))).toMatchObject({
      wallet: "apple_pay",
      walletConfirmed: false,
    });
  });

  it("keeps an Interac card, of which extra authorizations are not known", () => {
    const { incremental_authorization_supported: _i, overcapture_supported: _o, ...interac } = cardPresentAnswer();
    const details = { type: "interac_present", interac_present: { ...interac, brand: "interac" } };

    expect(toCardDetails(chargeAnswer({ payment_method_details: details }))).toMatchObject({
      brand: "interac",
      interac: true,
      wallet: null,
      incrementalAuthorizationSupported: null,
      overcaptureSupported: null,
    });
  });

  it("makes do with a card of which nothing is told", () => {
    expect(toCardDetails(charge({}))).toMatchObject({ brand: "unknown", last4: null, expMonth: null, network: null });
  });

  it("finds no card in a TWINT charge, nor in one without details", () => {
    expect(toCardDetails(chargeAnswer({ payment_method_details: { type: "twint", twint: {} } }))).toBeNull();
    expect(toCardDetails(chargeAnswer({ payment_method_details: null }))).toBeNull();
  });
});
