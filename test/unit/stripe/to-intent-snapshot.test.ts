import { describe, expect, it } from "vitest";
import { toIntentSnapshot } from "../../../src/stripe/to-intent-snapshot.js";
import { chargeAnswer, intentAnswer } from "./answers.js";

describe("what is kept of a PaymentIntent", () => {
  it("keeps a fresh one in our words", () => {
    expect(toIntentSnapshot(intentAnswer())).toStrictEqual({
      id: "pi_1",
      status: "requires_payment_method",
      amountMinor: 1250,
      tipMinor: 0,
      amountCapturableMinor: 0,
      amountReceivedMinor: 0,
      applicationFeeMinor: null,
      currency: "CHF",
      livemode: false,
      charge: null,
      lastError: null,
      redirectUrl: null,
    });
  });

  it("never keeps the client secret", () => {
    const intent = intentAnswer({ latest_charge: chargeAnswer(), status: "requires_capture" });

    expect(JSON.stringify(toIntentSnapshot(intent))).not.toContain("secret");
  });

  it("reads a tip, and none where the tip is an empty object or missing altogether", () => {
    expect(toIntentSnapshot(intentAnswer({ amount_details: { tip: { amount: 250 } } })).tipMinor).toBe(250);
    expect(toIntentSnapshot(intentAnswer({ amount_details: { tip: {} } })).tipMinor).toBe(0);
    expect(toIntentSnapshot(intentAnswer({ amount_details: undefined })).tipMinor).toBe(0);
  });

  it("reads the charge with its deadline and what was refunded", () => {
    const snapshot = toIntentSnapshot(intentAnswer({ latest_charge: chargeAnswer({ amount_refunded: 300 }) }));

    expect(snapshot.charge).toMatchObject({
      id: "ch_1",
      createdAt: new Date("2026-09-21T14:13:30Z"),
      refundedMinor: 300,
      captureBefore: new Date("2026-09-23T14:13:30Z"),
      card: { brand: "visa", last4: "4242" },
    });
  });

  it("keeps a charge of which only the id came", () => {
    expect(toIntentSnapshot(intentAnswer({ latest_charge: "ch_9" })).charge).toStrictEqual({
      id: "ch_9",
      createdAt: new Date("2026-09-21T14:13:20Z"),
      refundedMinor: 0,
      captureBefore: null,
      card: null,
    });
  });

  it("keeps why the last attempt failed, the type where there is no code", () => {
    const declined = {
      type: "card_error",
      code: "card_declined",
      decline_code: "insufficient_funds",
      advice_code: "try_again_later",
    };

    expect(toIntentSnapshot(intentAnswer({ last_payment_error: declined })).lastError).toStrictEqual({
      code: "card_declined",
      declineCode: "insufficient_funds",
      adviceCode: "try_again_later",
    });
    expect(toIntentSnapshot(intentAnswer({ last_payment_error: { type: "api_error" } })).lastError).toStrictEqual({
      code: "api_error",
      declineCode: null,
      adviceCode: null,
    });
  });

  it("keeps where TWINT sends the customer", () => {
    const nextAction = { type: "redirect_to_url", redirect_to_url: { url: "https://hooks.stripe.test/1" } };

    expect(toIntentSnapshot(intentAnswer({ next_action: nextAction })).redirectUrl).toBe("https://hooks.stripe.test/1");
    expect(toIntentSnapshot(intentAnswer({ next_action: { type: "some_new_thing" } })).redirectUrl).toBeNull();
  });

  it("passes on a status it has never heard of", () => {
    expect(toIntentSnapshot(intentAnswer({ status: "requires_reauthorization", brand_new: 1 })).status).toBe(
      "requires_reauthorization",
    );
  });
});
