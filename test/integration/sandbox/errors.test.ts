import { describe, expect, it } from "vitest";

import { clientOf, errorOf, makeIntent, makeReader, openSandbox } from "./open-sandbox.js";

interface ErrorBody {
  readonly error: Record<string, unknown>;
}

async function bodyOf(answer: Response): Promise<ErrorBody["error"]> {
  return ((await answer.json()) as ErrorBody).error;
}

describe("at the door", () => {
  it("takes any test key, by Basic and by Bearer", async () => {
    const { raw } = await openSandbox();
    const basic = `Basic ${Buffer.from("rk_test_1:").toString("base64")}`;

    const statuses = [
      (await raw("GET", "/v1/account")).status,
      (await raw("GET", "/v1/account", { headers: { authorization: basic } })).status,
    ];

    expect(statuses).toEqual([200, 200]);
  });

  it.each(["Bearer sk_live_abcdefgh1234", "Bearer nonsense", "Basic Og==", ""])(
    "answers 401 to %j",
    async (authorization) => {
      const { raw } = await openSandbox();

      const answer = await raw("GET", "/v1/account", { headers: { authorization } });

      expect(answer.status).toBe(401);
      const error = await bodyOf(answer);
      expect(Object.keys(error)).toEqual(["message", "type"]);
      expect(error["message"]).not.toContain("abcdefgh");
    },
  );

  it("names the URL that it does not know", async () => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", "/v1/nope");

    expect(answer.status).toBe(404);
    expect(await bodyOf(answer)).toEqual({
      message:
        "Unrecognized request URL (GET: /v1/nope). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
      type: "invalid_request_error",
    });
  });

  it("refuses a malformed version and echoes it", async () => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", "/v1/account", { headers: { "stripe-version": "not-a-real-version" } });

    expect(answer.status).toBe(400);
    expect(answer.headers.get("stripe-version")).toBe("not-a-real-version");
    expect(await bodyOf(answer)).toEqual({
      message: "Invalid Stripe API version: not-a-real-version",
      type: "invalid_request_error",
    });
  });

  it("marks each answer with a request id and the version served", async () => {
    const { raw } = await openSandbox({ defaultApiVersion: "2026-08-26.dahlia" });

    const { headers } = await raw("GET", "/v1/account");

    expect(headers.get("request-id")).toMatch(/^req_\w{14}$/);
    expect(headers.get("stripe-version")).toBe("2026-08-26.dahlia");
    expect(headers.get("stripe-account")).toBeNull();
  });

  it("refuses JSON bodies", async () => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", "/v1/payment_intents", {
      body: "{}",
      headers: { "content-type": "application/json" },
    });

    expect(answer.status).toBe(400);
  });
});

describe("parameters", () => {
  it.each([
    ["amount=2000&currency=chf&foo[bar]=1", "parameter_unknown", "foo", "Received unknown parameter: foo"],
    [
      "amount=2000&currency=chf&payment_method_options[card_present][foo]=1",
      "parameter_unknown",
      "payment_method_options[card_present][foo]",
      "Received unknown parameter: payment_method_options[card_present][foo]",
    ],
    ["amount=abc&currency=chf", "parameter_invalid_integer", "amount", "Invalid integer: abc"],
    ["currency=chf", "parameter_missing", "amount", "Missing required param: amount."],
    ["amount=49&currency=chf", "amount_too_small", "amount", "Amount must be at least CHF 0.50 chf"],
    ["amount=49&currency=usd", "amount_too_small", "amount", "Amount must be at least $0.50 usd"],
    ["amount=100000000&currency=usd", "amount_too_large", "amount", "Amount must be no more than $999,999.99"],
    [
      "amount=2000&currency=chf&capture_method=later",
      undefined,
      "capture_method",
      "Invalid capture_method: must be one of automatic, automatic_async, or manual",
    ],
    ["amount=2000&currency=chf&payment_method_types=card", undefined, "payment_method_types", "Invalid array"],
  ])("refuses %s", async (body, code, param, message) => {
    const { raw } = await openSandbox();

    const error = await bodyOf(await raw("POST", "/v1/payment_intents", { body }));

    expect(error).toMatchObject({ param, message, type: "invalid_request_error" });
    expect(error["code"]).toBe(code);
    expect("doc_url" in error).toBe(code !== undefined);
    expect(Object.keys(error)).toEqual(Object.keys(error).toSorted());
  });

  it("refuses unknown parameters on GET as well", async () => {
    const { raw } = await openSandbox();

    const error = await bodyOf(await raw("GET", "/v1/payment_intents?foo=1"));

    expect(error).toMatchObject({ code: "parameter_unknown", param: "foo" });
  });

  it("knows payment_method_types only before endive", async () => {
    const { sandbox, stripe } = await openSandbox();
    const params = { amount: 2000, currency: "chf", payment_method_types: ["card_present"] };
    const old = clientOf(sandbox, { apiVersion: "2026-08-26.dahlia" });

    const refused = await errorOf(stripe.rawRequest("POST", "/v1/payment_intents", params));
    const taken = await old.paymentIntents.create(params);

    expect(refused).toMatchObject({ code: "parameter_unknown", param: "payment_method_types" });
    expect(taken).toMatchObject({ payment_method_types: ["card_present"], allowed_payment_method_types: null });
  });

  it("leaves out of an answer what its version did not have yet", async () => {
    const { sandbox, stripe } = await openSandbox();
    const reader = await makeReader(stripe);
    const old = clientOf(sandbox, { apiVersion: "2025-08-27.basil" });

    expect(await old.terminal.readers.retrieve(reader.id)).not.toHaveProperty("last_seen_at");
    expect(await stripe.terminal.readers.retrieve(reader.id)).toHaveProperty("last_seen_at");
  });
});

describe("things that are not there", () => {
  it.each([
    ["/v1/payment_intents/pi_nope", "intent", "No such payment_intent: 'pi_nope'"],
    ["/v1/charges/ch_nope", "id", "No such charge: 'ch_nope'"],
    ["/v1/refunds/re_nope", "refund", "No such refund: 're_nope'"],
    ["/v1/terminal/readers/tmr_nope", "reader", "No such terminal.reader: 'tmr_nope'"],
    ["/v1/terminal/locations/tml_nope", "location", "No such location: 'tml_nope'"],
  ])("answers 404 for %s", async (path, param, message) => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", path);

    expect(answer.status).toBe(404);
    expect(await bodyOf(answer)).toMatchObject({ code: "resource_missing", param, message });
  });

  it("keeps each account's objects to itself", async () => {
    const { stripe } = await openSandbox();
    const intent = await makeIntent(stripe);

    const error = await errorOf(stripe.paymentIntents.retrieve(intent.id, {}, { stripeAccount: "acct_1Other" }));

    expect(error).toMatchObject({ code: "resource_missing", statusCode: 404 });
  });
});

describe("state errors", () => {
  it("says which status stands in the way of a capture", async () => {
    const { stripe } = await openSandbox();
    const intent = await makeIntent(stripe);

    const error = await errorOf(stripe.paymentIntents.capture(intent.id));

    expect(error).toMatchObject({
      code: "payment_intent_unexpected_state",
      message:
        "This PaymentIntent could not be captured because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.",
      payment_intent: { id: intent.id },
    });
  });

  it.each([
    ["0", "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1."],
    ["-1", undefined, "amount_to_capture", "Invalid non-negative integer"],
  ])("refuses to capture %s", async (amount, code, param, message) => {
    const { stripe, raw } = await openSandbox();
    const intent = await makeIntent(stripe);

    const error = await bodyOf(
      await raw("POST", `/v1/payment_intents/${intent.id}/capture`, { body: `amount_to_capture=${amount}` }),
    );

    expect(error).toMatchObject({ param, message });
    expect(error["code"]).toBe(code);
  });

  it("answers a server-side decline with 402 and the intent that lives on", async () => {
    const { stripe } = await openSandbox();

    const error = await errorOf(
      stripe.paymentIntents.create({
        amount: 2000,
        currency: "chf",
        allowed_payment_method_types: ["card"],
        payment_method: "pm_card_chargeDeclined",
        confirm: true,
      }),
    );

    expect(error).toMatchObject({
      statusCode: 402,
      type: "card_error",
      code: "card_declined",
      decline_code: "generic_decline",
      advice_code: "try_again_later",
      network_decline_code: "01",
      message: "Your card was declined.",
    });
    const { id } = error["payment_intent"] as { id: string };
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      latest_charge: error["charge"],
    });
  });
});
