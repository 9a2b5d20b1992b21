import { describe, expect, it } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

const DAY_SECONDS = 86_400;

describe("a card on a reader", () => {
  it("acknowledges the command and waits for a card, without ever tapping by itself", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);

    const answer = await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });

    expect(answer.action).toMatchObject({
      status: "in_progress",
      process_payment_intent: { payment_intent: intent.id },
    });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_payment_method");
  });

  it("holds the amount under manual capture until capture_before", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);

    await tap(stripe, { reader: reader.id, intent: intent.id, number: "5555555555554444" });

    const held = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000, amount_received: 0 });
    expect(held.latest_charge).toMatchObject({ captured: false, paid: true, amount_captured: 0, status: "succeeded" });
    const charge = held.latest_charge as {
      created: number;
      payment_method_details: { card_present: { capture_before: number } };
    };
    expect(charge.payment_method_details.card_present.capture_before - charge.created).toBe(2 * DAY_SECONDS);
  });

  it("gives Visa in person four days and eighteen hours", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);

    await tap(stripe, { reader: reader.id, intent: intent.id });

    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    const { created, payment_method_details: details } = charge as unknown as {
      created: number;
      payment_method_details: { card_present: { capture_before: number } };
    };
    expect(details.card_present.capture_before - created).toBe(4.75 * DAY_SECONDS);
  });

  it("takes the money at once under automatic capture", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe, { capture_method: "automatic" });

    const after = await tap(stripe, { reader: reader.id, intent: intent.id });

    expect(after.action?.status).toBe("succeeded");
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: "succeeded",
      amount_received: 2000,
    });
  });

  it("keeps the intent after a decline, so that another card can be tried", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);

    const declined = await tap(stripe, { reader: reader.id, intent: intent.id, number: "4000000000009995" });
    expect(declined.action).toMatchObject({ status: "failed", failure_code: "card_declined" });
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    expect(after).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { code: "card_declined", decline_code: "insufficient_funds", type: "card_error" },
      latest_charge: { status: "failed", paid: false, failure_code: "card_declined" },
    });

    await tap(stripe, { reader: reader.id, intent: intent.id });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: "requires_capture",
      last_payment_error: null,
    });
  });

  it("adds the tip to the amount when the customer chose one", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);
    await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });

    await stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id, { amount_tip: 300 });

    const tipped = await stripe.paymentIntents.retrieve(intent.id);
    expect(tipped).toMatchObject({ amount: 2300, amount_capturable: 2300, amount_details: { tip: { amount: 300 } } });
  });
});

describe("capture and cancel", () => {
  it("captures a part once and lets the rest go", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);
    await tap(stripe, { reader: reader.id, intent: intent.id });

    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500 });
    const again = await errorOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 100 }));

    expect(captured).toMatchObject({ status: "succeeded", amount: 2000, amount_received: 1500, amount_capturable: 0 });
    expect(again).toMatchObject({
      code: "payment_intent_unexpected_state",
      message:
        "The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.",
    });
  });

  it("never captures more than was authorized", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe);
    await tap(stripe, { reader: reader.id, intent: intent.id });

    const error = await errorOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2001 }));

    expect(error).toMatchObject({ code: "amount_too_large", statusCode: 400 });
    expect(error).not.toHaveProperty("param");
  });

  it("refuses to cancel twice, with the whole intent in the error", async () => {
    const { stripe } = await openSandbox();
    const intent = await makeIntent(stripe);
    await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: "abandoned" });

    const error = await errorOf(stripe.paymentIntents.cancel(intent.id));

    expect(error).toMatchObject({
      code: "payment_intent_unexpected_state",
      payment_intent: { id: intent.id, status: "canceled", cancellation_reason: "abandoned" },
    });
  });

  it("refunds what was captured and no more", async () => {
    const { stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const intent = await makeIntent(stripe, { capture_method: "automatic" });
    await tap(stripe, { reader: reader.id, intent: intent.id });

    await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    const tooMuch = await errorOf(stripe.refunds.create({ payment_intent: intent.id, amount: 1600 }));
    await stripe.refunds.create({ payment_intent: intent.id });
    const spent = await errorOf(stripe.refunds.create({ payment_intent: intent.id }));

    expect(tooMuch).toMatchObject({
      param: "amount",
      message: "Refund amount (CHF 16.00) is greater than unrefunded amount on charge (CHF 15.00)",
    });
    expect(spent).toMatchObject({ code: "charge_already_refunded" });
  });
});
