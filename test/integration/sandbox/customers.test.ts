import { describe, expect, it } from "vitest";

import { errorOf, makeIntent, openSandbox } from "./open-sandbox.js";

describe("customers", () => {
  it("are made, read, changed, listed and deleted", async () => {
    const { stripe } = await openSandbox();
    const made = await stripe.customers.create({
      email: "ada@example.com",
      name: "Ada",
      address: { city: "Zürich" },
      metadata: { a: "1", b: "2" },
    });
    const changed = await stripe.customers.update(made.id, { name: "", phone: "+41", metadata: { a: "" } });
    const other = await stripe.customers.create();
    await stripe.customers.del(other.id);

    expect(made).toMatchObject({
      object: "customer",
      address: { city: "Zürich", line1: null },
      balance: 0,
      livemode: false,
    });
    expect(made.id).toMatch(/^cus_\w{14}$/);
    expect(changed).toMatchObject({ name: null, phone: "+41", email: "ada@example.com", metadata: { b: "2" } });
    expect((await stripe.customers.list({ email: "ada@example.com" })).data.map(({ id }) => id)).toEqual([made.id]);
    expect((await stripe.customers.list()).data).toHaveLength(1);
    expect({ ...(await stripe.customers.retrieve(other.id)) }).toEqual({
      id: other.id,
      object: "customer",
      deleted: true,
    });
    expect((await stripe.events.list({ types: ["customer.updated"] })).data[0]?.data.previous_attributes).toEqual({
      metadata: { a: "1" },
      name: "Ada",
      phone: null,
    });
  });

  it.each<[string, string, string, number, object]>([
    ["GET", "/v1/customers/cus_nope", "", 404, { code: "resource_missing", param: "id" }],
    ["POST", "/v1/customers/cus_nope", "name=x", 404, { code: "resource_missing", param: "id" }],
    ["DELETE", "/v1/customers/cus_nope", "", 404, { code: "resource_missing", param: "id" }],
    ["GET", "/v1/customers?starting_after=cus_nope", "", 400, { code: "resource_missing", param: "starting_after" }],
    ["POST", "/v1/customers", "email=nope", 400, { code: "email_invalid", param: "email" }],
    ["POST", "/v1/customers", "nope=1", 400, { code: "parameter_unknown", param: "nope" }],
  ])("refuse %s %s %s with %i", async (method, path, body, status, error) => {
    const { raw } = await openSandbox();

    const answer = await raw(method, path, body === "" ? {} : { body });

    expect(await answer.json()).toMatchObject({ error });
    expect(answer.status).toBe(status);
  });

  it.each(["create", "update"] as const)("are looked up by a payment's %s", async (verb) => {
    const { stripe } = await openSandbox();
    const customer = "cus_nope";

    const error = await errorOf(
      verb === "create"
        ? makeIntent(stripe, { customer })
        : stripe.paymentIntents.update((await makeIntent(stripe)).id, { customer }),
    );

    expect(error).toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "customer",
      message: "No such customer: 'cus_nope'",
    });
  });

  it("are expanded where they stand", async () => {
    const { stripe } = await openSandbox();
    const customer = await stripe.customers.create({ name: "Ada" });
    const { id } = await makeIntent(stripe, { customer: customer.id });

    expect(await stripe.paymentIntents.retrieve(id, { expand: ["customer"] })).toMatchObject({
      customer: { id: customer.id, name: "Ada" },
    });
  });

  it("belong to one account", async () => {
    const { stripe } = await openSandbox();
    const { id } = await stripe.customers.create();

    expect(await errorOf(stripe.customers.retrieve(id, {}, { stripeAccount: "acct_1Shop" }))).toMatchObject({
      statusCode: 404,
    });
  });
});

describe("payment methods", () => {
  it("are made of a token, attached, listed, detached and then spent", async () => {
    const { stripe } = await openSandbox();
    const customer = (await stripe.customers.create()).id;
    const made = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });

    await stripe.paymentMethods.attach(made.id, { customer });
    const named = await stripe.paymentMethods.attach("pm_card_mastercard", { customer });
    const listed = await stripe.paymentMethods.list({ customer });
    const ofCustomer = await stripe.customers.listPaymentMethods(customer, { type: "card", limit: 1 });
    await stripe.paymentMethods.detach(made.id);

    expect(made).toMatchObject({ type: "card", customer: null, card: { brand: "visa", last4: "4242" } });
    expect(listed.data.map(({ id }) => id)).toEqual([named.id, made.id]);
    expect([ofCustomer.data.map(({ id }) => id), ofCustomer.has_more]).toEqual([[named.id], true]);
    expect((await stripe.paymentMethods.list({ customer })).data.map(({ id }) => id)).toEqual([named.id]);
    expect(await errorOf(stripe.paymentMethods.attach(made.id, { customer }))).toMatchObject({ statusCode: 400 });
    expect(await errorOf(stripe.paymentMethods.detach(made.id))).toMatchObject({ statusCode: 400 });
    const types = (await stripe.events.list()).data.map(({ type }) => type).toReversed();
    expect(types).toEqual([
      "customer.created",
      "payment_method.attached",
      "payment_method.attached",
      "payment_method.detached",
    ]);
  });

  it("never take card numbers, and know only the names of test cards", async () => {
    const { stripe } = await openSandbox();
    const number = { type: "card", card: { number: "4242424242424242", exp_month: 12, exp_year: 2030 } } as const;

    expect(await errorOf(stripe.paymentMethods.create(number))).toMatchObject({ param: "card[number]" });
    expect(await errorOf(stripe.paymentMethods.retrieve("pm_nope"))).toMatchObject({
      statusCode: 404,
      message: "No such PaymentMethod: 'pm_nope'",
    });
    expect(await errorOf(stripe.paymentMethods.attach("pm_card_visa", { customer: "cus_nope" }))).toMatchObject({
      statusCode: 400,
      param: "customer",
    });
  });

  it("pay for their own customer alone", async () => {
    const { stripe } = await openSandbox();
    const [ada, bob] = [(await stripe.customers.create()).id, (await stripe.customers.create()).id];
    const { id: payment_method } = await stripe.paymentMethods.attach("pm_card_visa", { customer: ada });
    const pay = (customer?: string) =>
      stripe.paymentIntents.create({
        amount: 2000,
        currency: "chf",
        allowed_payment_method_types: ["card"],
        confirm: true,
        payment_method,
        ...(customer === undefined ? {} : { customer }),
      });

    expect((await pay(ada)).status).toBe("succeeded");
    expect((await pay(ada)).status).toBe("succeeded");
    expect(await errorOf(pay(bob))).toMatchObject({ statusCode: 400, param: "payment_method" });
    expect(await errorOf(pay())).toMatchObject({ statusCode: 400, param: "source" });
  });
});

describe("a confirmation on the server", () => {
  it.each<[string, string, string, string | undefined]>([
    ["pm_card_chargeDeclined", "card_declined", "generic_decline", "try_again_later"],
    ["pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds", "try_again_later"],
    ["pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card", "do_not_try_again"],
    ["pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card", "do_not_try_again"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card", "do_not_try_again"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error", "try_again_later"],
  ])("of %s is a 402 with all that was recorded", async (payment_method, code, decline_code, advice_code) => {
    const { raw } = await openSandbox();
    const body = `amount=2000&currency=chf&payment_method_types[]=card&confirm=true&payment_method=${payment_method}`;

    const answer = await raw("POST", "/v1/payment_intents", { body });

    const { error } = (await answer.json()) as { error: Record<string, Record<string, unknown>> };
    expect(answer.status).toBe(402);
    expect(Object.keys(error)).toEqual(Object.keys(error).toSorted());
    expect(error).toMatchObject({ type: "card_error", code, decline_code, advice_code });
    const { payment_intent: intent, charge } = error;
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      latest_charge: charge,
      last_payment_error: { code, decline_code, type: "card_error", payment_method_type: "card", charge },
    });
    expect(error).toMatchObject({ payment_method: { object: "payment_method", type: "card" } });
  });

  it.each(["pm_card_visa", "pm_card_mastercard_debit", "pm_card_discover", "pm_card_jcb", "pm_card_unionpay"])(
    "of %s is paid",
    async (payment_method) => {
      const { stripe } = await openSandbox();

      const paid = await stripe.paymentIntents.create({
        amount: 2000,
        currency: "chf",
        allowed_payment_method_types: ["card"],
        confirm: true,
        payment_method,
      });

      expect(paid).toMatchObject({ status: "succeeded", amount_received: 2000, capture_method: "automatic_async" });
    },
  );
});
