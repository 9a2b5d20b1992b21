import { describe, expect, it } from "vitest";

import { clientOf, errorOf, openSandbox } from "./open-sandbox.js";

describe("a customer's parameters", () => {
  it.each([
    ["invoice_prefix=a", undefined, "Invoice number prefix must be 1–12 uppercase letters or numbers."],
    ["invoice_prefix=AB_1", undefined, "Invoice number prefix must be 1–12 uppercase letters or numbers."],
    ["invoice_prefix=ABCDEFGHIJKLM", undefined, "Invoice number prefix must be 1–12 uppercase letters or numbers."],
    ["tax_exempt=no", "tax_exempt", "Invalid tax_exempt: must be one of none, reverse, or exempt"],
    ["name[0]=a&name[1]=b", "name", 'Invalid string: {"0":"a","1":"b"}'],
    ["name=", "name", "You passed an empty string for 'name'."],
    ["address=x", "address", "Invalid object"],
    ["validate=maybe", "validate", "Invalid boolean: maybe"],
    ["invoice_settings[custom_fields][0][name]=a", "invoice_settings[custom_fields][0][value]", "Missing required"],
    ["expand[]=nope.deep", undefined, "This property cannot be expanded (nope)."],
  ])("are refused in Stripe's words: %s", async (body, param, message) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", "/v1/customers", { body });

    const { error } = (await answer.json()) as { error: Record<string, string> };
    expect([answer.status, error["param"]]).toEqual([400, param]);
    expect(error["message"]).toContain(message);
  });

  it("unset what was there, where they are sent empty later on", async () => {
    const { stripe } = await openSandbox();
    const { id } = await stripe.customers.create({ name: "Ada", tax_exempt: "exempt", address: { city: "Bern" } });

    const emptied = await stripe.customers.update(id, { name: "", tax_exempt: "", address: "" });

    expect(emptied).toMatchObject({ name: null, tax_exempt: "none", address: null });
  });

  it("give an invoice prefix to one customer alone", async () => {
    const { stripe } = await openSandbox();
    const holder = await stripe.customers.create({ invoice_prefix: "SHOP1" });
    const other = await stripe.customers.create();

    const errors = [
      await errorOf(stripe.customers.create({ invoice_prefix: "SHOP1" })),
      await errorOf(stripe.customers.update(other.id, { invoice_prefix: "SHOP1" })),
    ];

    const message = `This invoice number prefix is taken by customer: ${holder.id}. Please enter a different prefix.`;
    for (const error of errors) expect(error).toMatchObject({ statusCode: 400, param: "invoice_prefix", message });
    expect((await stripe.customers.update(holder.id, { invoice_prefix: "SHOP1" })).invoice_prefix).toBe("SHOP1");
  });
});

describe("pages", () => {
  it("go on from what was deleted meanwhile", async () => {
    const { stripe } = await openSandbox();
    const made = [await stripe.customers.create(), await stripe.customers.create(), await stripe.customers.create()];
    const [oldest, middle, newest] = made.map(({ id }) => id);
    await stripe.customers.del(middle!);

    const older = await stripe.customers.list({ starting_after: middle! });
    const newer = await stripe.customers.list({ ending_before: middle! });

    expect([older, newer].map(({ data }) => data.map(({ id }) => id))).toEqual([[oldest], [newest]]);
  });

  it("go on from a location that is gone for good", async () => {
    const { sandbox } = await openSandbox();
    const stripe = clientOf(sandbox);
    const first = await stripe.terminal.locations.create({ display_name: "A" });
    const second = await stripe.terminal.locations.create({ display_name: "B" });
    await stripe.terminal.locations.del(second.id);

    const page = await stripe.terminal.locations.list({ starting_after: second.id });
    const foreign = await errorOf(
      stripe.terminal.locations.list({ starting_after: second.id }, { stripeAccount: "acct_1Other" }),
    );

    expect(page.data.map(({ id }) => id)).toEqual([first.id]);
    expect(foreign).toMatchObject({ statusCode: 400, code: "resource_missing", param: "starting_after" });
  });

  it("of refunds say how many they hold", async () => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", "/v1/refunds");

    expect(Object.entries((await answer.json()) as object)).toEqual([
      ["object", "list"],
      ["count", 0],
      ["data", []],
      ["has_more", false],
      ["url", "/v1/refunds"],
    ]);
  });
});

describe("a customer's payment methods", () => {
  it("are shown to their issuer before they are kept", async () => {
    const { stripe, raw } = await openSandbox();
    const customer = await stripe.customers.create();
    const token = (name: string) => stripe.paymentMethods.create({ type: "card", card: { token: name } });
    const [good, bad] = [await token("tok_visa"), await token("tok_visa_chargeDeclined")];

    const kept = await stripe.paymentMethods.attach(good.id, { customer: customer.id });
    const refused = await raw("POST", `/v1/payment_methods/${bad.id}/attach`, { body: `customer=${customer.id}` });

    const { error } = (await refused.json()) as { error: Record<string, unknown> };
    expect(kept.card?.checks?.cvc_check).toBe("pass");
    expect(refused.status).toBe(402);
    expect(Object.keys(error).join(", ")).toBe(
      "advice_code, code, decline_code, doc_url, message, network_decline_code, param, request_log_url, type",
    );
    expect(error).toMatchObject({ code: "card_declined", decline_code: "generic_decline", param: "" });
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([good.id]);
  });

  it("are found under the customer, and listed only for one", async () => {
    const { stripe } = await openSandbox();
    const customer = await stripe.customers.create({ payment_method: "pm_card_visa" });
    const stranger = await stripe.customers.create();
    const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;

    const found = await stripe.customers.retrievePaymentMethod(customer.id, method!.id);
    const error = await errorOf(stripe.customers.retrievePaymentMethod(stranger.id, method!.id));
    const unnamed = await stripe.paymentMethods.list();

    expect(found).toMatchObject({ id: method!.id, customer: customer.id });
    expect(error).toMatchObject({ statusCode: 404, param: "customer", message: "Invalid request" });
    expect(error["code"]).toBeUndefined();
    expect(unnamed.data).toEqual([]);
  });
});
