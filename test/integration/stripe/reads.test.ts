import { afterEach, describe, expect, it } from "vitest";
import { createStripeGateway } from "../../../src/stripe/create-stripe-gateway.js";
import type { StripeCalls, IntentSearch } from "../../../src/stripe/gateway.js";
import {
  answer,
  cutBody,
  type Reaction,
  refuse,
  type ScriptedServer,
  startScriptedServer,
} from "./start-scripted-server.js";

const SEARCH: IntentSearch = {
  paymentId: "pay_1",
  createdFrom: new Date("2026-09-21T14:13:20.500Z"),
  createdTo: new Date("2026-09-21T14:23:20.500Z"),
  stripeAccount: null,
};

function intent(id: string, paymentId: string) {
  const money = { amount: 5, currency: "chf", created: 1_790_000_000, status: "succeeded" };
  return { id, object: "payment_intent", ...money, metadata: { tillgraph_payment_id: paymentId } };
}

function reader(id: string) {
  return { id, object: "terminal.reader", label: id, device_type: "x", serial_number: "x", status: "online" };
}

function page(data: unknown[], hasMore: boolean): Reaction {
  return answer(200, { object: "list", data, has_more: hasMore, url: "/v1/x" });
}

let server: ScriptedServer;
afterEach(() => server.close());

async function gatewayTo(...script: Reaction[]): Promise<StripeCalls> {
  server = await startScriptedServer(...script);
  return createStripeGateway({ secretKey: "sk_test_scripted", apiBase: server.url });
}

function asked(): Record<string, string>[] {
  return server.received.map(({ path }) => Object.fromEntries(new URL(path, server.url).searchParams));
}

describe("reading one object", () => {
  it("asks for a PaymentIntent with its charge, on the account it belongs to", async () => {
    const gateway = await gatewayTo(answer(200, intent("pi_1", "pay_1")));

    const result = await gateway.readPaymentIntent("pi_1", "acct_9");

    expect(result).toMatchObject({ outcome: "Found", value: { id: "pi_1" } });
    expect(asked()).toStrictEqual([{ "expand[]": "latest_charge" }]);
    expect(server.received[0]).toMatchObject({ method: "GET", headers: { "stripe-account": "acct_9" } });
  });

  it("tells what does not exist from what could not be read", async () => {
    const missing = refuse(404, { code: "resource_missing", message: "No such payment_intent: 'pi_1'" });
    const gateway = await gatewayTo(missing);

    expect(await gateway.readPaymentIntent("pi_1", null)).toStrictEqual({
      outcome: "Missing",
      message: "No such payment_intent: 'pi_1'",
    });
  });

  it("tells that the key may not read", async () => {
    const gateway = await gatewayTo(refuse(403, {}));

    expect(await gateway.readReader("tmr_1", null)).toMatchObject({ outcome: "Refused", refusal: { httpStatus: 403 } });
  });

  it("calls a deleted reader missing", async () => {
    const gateway = await gatewayTo(answer(200, { id: "tmr_1", object: "terminal.reader", deleted: true }));

    expect(await gateway.readReader("tmr_1", null)).toMatchObject({ outcome: "Missing" });
  });

  it.each([
    ["a server error", refuse(500, { type: "api_error" })],
    ["a conflict", refuse(409, {})],
    ["too many requests", refuse(429, { code: "rate_limit" })],
    ["a cut answer", cutBody],
    ["another object", answer(200, { id: "x", object: "charge" })],
  ])("takes nothing from %s", async (_, reaction) => {
    const gateway = await gatewayTo(reaction);

    expect(await gateway.readPaymentIntent("pi_1", null)).toMatchObject({ outcome: "Unanswered" });
  });

  it("knows whose key it is and whether TWINT is switched on", async () => {
    const account = { id: "acct_1", object: "account", country: "CH", default_currency: "chf" };
    const gateway = await gatewayTo(
      answer(200, { ...account, capabilities: { twint_payments: "active" } }),
      answer(200, { ...account, capabilities: { twint_payments: "pending" } }),
      answer(200, { id: "acct_2", object: "account" }),
    );

    expect(await gateway.readAccount()).toStrictEqual({
      outcome: "Found",
      value: { id: "acct_1", country: "CH", defaultCurrency: "CHF", twintEnabled: true },
    });
    expect(await gateway.readAccount()).toMatchObject({ value: { twintEnabled: false } });
    expect(await gateway.readAccount()).toMatchObject({
      value: { id: "acct_2", country: null, defaultCurrency: null, twintEnabled: false },
    });
  });
});

describe("finding the PaymentIntent of a payment", () => {
  it("looks through the list of the span, page by page, until it is found", async () => {
    const gateway = await gatewayTo(
      page([intent("pi_9", "pay_9"), intent("pi_8", "pay_8")], true),
      page([intent("pi_1", "pay_1"), intent("pi_0", "pay_1")], true),
    );

    expect(await gateway.findPaymentIntent(SEARCH)).toMatchObject({ outcome: "Found", value: { id: "pi_1" } });
    const query = { "created[gte]": "1790000000", "created[lte]": "1790000601", "expand[]": "data.latest_charge" };
    expect(asked()).toStrictEqual([
      { ...query, limit: "100" },
      { ...query, limit: "100", starting_after: "pi_8" },
    ]);
  });

  it("says there is none only after the last page", async () => {
    const gateway = await gatewayTo(page([intent("pi_9", "pay_9")], true), page([], false));

    expect(await gateway.findPaymentIntent(SEARCH)).toStrictEqual({ outcome: "Found", value: null });
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ["a server error", refuse(500, {})],
    ["a proxy's own error", answer(502, { object: "list", data: [] })],
    ["no list", answer(200, { data: [] })],
    ["a cut answer", cutBody],
  ])("does not say there is none when a page is %s", async (_, reaction) => {
    const gateway = await gatewayTo(page([intent("pi_9", "pay_9")], true), reaction);

    expect(await gateway.findPaymentIntent(SEARCH)).toMatchObject({ outcome: "Unanswered" });
  });

  it("gives up, and does not say there is none, when the list never ends", async () => {
    const gateway = await gatewayTo(page([intent("pi_9", "pay_9")], true));

    expect(await gateway.findPaymentIntent(SEARCH)).toMatchObject({ outcome: "Unanswered" });
    expect(server.received).toHaveLength(100);
  });
});

describe("listing readers", () => {
  it("pages to the end of one location", async () => {
    const gateway = await gatewayTo(page([reader("tmr_1"), reader("tmr_2")], true), page([reader("tmr_3")], false));

    const result = await gateway.listReaders("tml_1", null);

    expect(result).toMatchObject({ outcome: "Found", value: [{ id: "tmr_1" }, { id: "tmr_2" }, { id: "tmr_3" }] });
    expect(asked()).toStrictEqual([
      { location: "tml_1", limit: "100" },
      { location: "tml_1", limit: "100", starting_after: "tmr_2" },
    ]);
  });

  it("lists the whole account without a location", async () => {
    const gateway = await gatewayTo(page([], false));

    expect(await gateway.listReaders(null, null)).toStrictEqual({ outcome: "Found", value: [] });
    expect(asked()).toStrictEqual([{ limit: "100" }]);
  });
});

describe("holding a card to a simulated reader", () => {
  it("sends the card, its kind and the tip", async () => {
    const gateway = await gatewayTo(answer(200, reader("tmr_1")));
    const card = { stripeReaderId: "tmr_1", number: "4000000000000002", interac: false, tipMinor: 100 };

    expect(await gateway.presentPaymentMethod(card, null)).toMatchObject({ outcome: "Found", value: { id: "tmr_1" } });
    expect(server.received[0]?.path).toBe("/v1/test_helpers/terminal/readers/tmr_1/present_payment_method");
    expect(server.received[0]?.fields).toStrictEqual([
      ["type", "card_present"],
      ["card_present[number]", "4000000000000002"],
      ["amount_tip", "100"],
    ]);
  });

  it("leaves the choice of card to Stripe where none is named", async () => {
    const gateway = await gatewayTo(answer(200, reader("tmr_1")));

    await gateway.presentPaymentMethod({ stripeReaderId: "tmr_1", number: null, interac: true, tipMinor: null }, null);

    expect(server.received[0]?.fields).toStrictEqual([["type", "interac_present"]]);
  });
});
