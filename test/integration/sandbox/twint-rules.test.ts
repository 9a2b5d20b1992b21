import { describe, expect, it } from "vitest";

import { choose, confirmTwint, payByTwint } from "./confirm-twint.js";
import { errorOf, openSandbox } from "./open-sandbox.js";

describe("TWINT takes", () => {
  it("the customer's details, and puts them on the charge", async () => {
    const { stripe } = await openSandbox();
    const billing_details = { name: "Ada", address: { city: "Zürich" } };
    const { id } = await payByTwint(stripe, { payment_method_data: { type: "twint", billing_details } });

    const { latest_charge } = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });

    expect(latest_charge).toMatchObject({
      billing_details: { name: "Ada", address: { city: "Zürich", country: null }, email: null },
    });
  });

  it.each([50, 500_000])("%i centimes", async (amount) => {
    const { stripe } = await openSandbox();

    expect((await confirmTwint(stripe, { amount })).status).toBe("requires_action");
  });

  it.each([49, 500_001])("no %i centimes", async (amount) => {
    const { stripe } = await openSandbox();

    expect(await errorOf(confirmTwint(stripe, { amount }))).toMatchObject({ param: "amount", statusCode: 400 });
  });

  it("no customer away from who can't send them: the attempt fails, and the intent stays", async () => {
    const { stripe } = await openSandbox();

    const error = await errorOf(confirmTwint(stripe, { error_on_requires_action: true }));

    expect(error).toMatchObject({
      type: "card_error",
      code: "authentication_required",
      decline_code: "authentication_not_handled",
      statusCode: 402,
      payment_intent: { status: "requires_payment_method", payment_method: null, next_action: null },
      payment_method: { type: "twint" },
    });
    const [kept] = (await stripe.paymentIntents.list()).data;
    expect(kept?.last_payment_error).toMatchObject({ code: "authentication_required", payment_method_type: "twint" });
    expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual([
      "payment_intent.payment_failed",
      "payment_intent.created",
    ]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "nope", "file:///etc/passwd"])(
    "no customer back to %s",
    async (return_url) => {
      const { stripe } = await openSandbox();

      expect(await errorOf(confirmTwint(stripe, { return_url }))).toMatchObject({ param: "return_url" });
    },
  );

  it("no manual capture by any way, and only francs", async () => {
    const { stripe } = await openSandbox();
    const { id } = await confirmTwint(stripe);

    const refused = [
      await errorOf(confirmTwint(stripe, { capture_method: "manual" })),
      await errorOf(stripe.paymentIntents.update(id, { capture_method: "manual" })),
      await errorOf(stripe.paymentIntents.update(id, { currency: "eur" })),
      await errorOf(confirmTwint(stripe, { currency: "eur" })),
    ];

    expect(refused.map(({ type, statusCode }) => [type, statusCode])).toEqual(
      refused.map(() => ["invalid_request_error", 400]),
    );
  });

  it("and leaves a charge of its own kind", async () => {
    const { stripe } = await openSandbox();
    const { id } = await payByTwint(stripe);

    const { latest_charge: charge, payment_method: method } = await stripe.paymentIntents.retrieve(id, {
      expand: ["latest_charge", "payment_method"],
    });

    expect(charge).toMatchObject({
      id: expect.stringMatching(/^py_/),
      captured: true,
      payment_method_details: { type: "twint", twint: {} },
      outcome: { risk_level: "not_assessed", seller_message: "Payment complete.", type: "authorized" },
    });
    expect(charge).not.toHaveProperty("outcome.risk_score");
    expect(method).toMatchObject({ type: "twint", twint: {} });
  });
});

it("closes the page of an intent that no longer allows TWINT", async () => {
  const { stripe } = await openSandbox();
  const open = await confirmTwint(stripe);

  const changed = await stripe.paymentIntents.update(open.id, { allowed_payment_method_types: ["card_present"] });
  const click = await choose(open, { outcome: "authorize", settle: "now" });

  expect(changed).toMatchObject({ next_action: null });
  expect(click.status).toBe(410);
  expect((await stripe.paymentIntents.retrieve(open.id)).status).not.toBe("succeeded");
});
