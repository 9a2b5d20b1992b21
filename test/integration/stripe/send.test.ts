import { afterEach, describe, expect, it } from "vitest";
import type { Command } from "../../../src/domain/command.js";
import { createStripeGateway } from "../../../src/stripe/create-stripe-gateway.js";
import type { SendResult } from "../../../src/stripe/gateway.js";
import {
  answer,
  cutBody,
  dropConnection,
  raw,
  type Reaction,
  refuse,
  type ScriptedServer,
  startScriptedServer,
} from "./start-scripted-server.js";

const always = () => true;

const SECRET_KEY = "sk_test_scripted";
const CAPTURE: Command = {
  kind: "CAPTURE_PAYMENT_INTENT",
  paymentIntentId: "pi_1",
  amountToCaptureMinor: 1250,
  applicationFeeMinor: null,
};
const INTENT = {
  id: "pi_1",
  object: "payment_intent",
  amount: 1250,
  amount_received: 1250,
  client_secret: "pi_1_secret_abc",
  created: 1_790_000_000,
  currency: "chf",
  latest_charge: null,
  livemode: false,
  status: "succeeded",
};

const REPLAYED = { headers: { "Idempotent-Replayed": "true" } };

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Sends one capture to a Stripe that reacts so. */
async function sendTo(...script: Reaction[]): Promise<{ result: SendResult; server: ScriptedServer }> {
  server = await startScriptedServer(...script);
  const gateway = createStripeGateway({ secretKey: SECRET_KEY, apiBase: server.url });
  const result = await gateway.send(gateway.render(CAPTURE, "acct_9"), "op_1", always);
  return { result, server };
}

/** The same over a network that is a function. */
function sendThrough(fetch: typeof globalThis.fetch): Promise<SendResult> {
  const gateway = createStripeGateway({ secretKey: SECRET_KEY, apiBase: undefined, fetch });
  return gateway.send(gateway.render(CAPTURE, null), "op_1", always);
}

describe("a request that Stripe answers", () => {
  it("went out exactly as it was rendered, under the operation's key, the pinned version and the account", async () => {
    const { server } = await sendTo(answer(200, INTENT));

    expect(server.received).toHaveLength(1);
    const [request] = server.received;
    expect(request).toMatchObject({ method: "POST", path: "/v1/payment_intents/pi_1/capture" });
    expect(request?.fields).toStrictEqual([
      ["amount_to_capture", "1250"],
      ["expand[0]", "latest_charge"],
    ]);
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${SECRET_KEY}`,
      "idempotency-key": "op_1",
      "stripe-version": "2026-10-28.endive",
      "stripe-account": "acct_9",
    });
  });

  it("tells Stripe nothing about how the one before it went", async () => {
    server = await startScriptedServer(answer(200, INTENT));
    const gateway = createStripeGateway({ secretKey: SECRET_KEY, apiBase: server.url });

    await gateway.send(gateway.render(CAPTURE, null), "op_1", always);
    await gateway.send(gateway.render(CAPTURE, null), "op_2", always);

    expect(server.received[1]?.headers).not.toHaveProperty("x-stripe-client-telemetry");
  });

  it("keeps the version it was written down with, even after an upgrade of the SDK", async () => {
    server = await startScriptedServer(answer(200, INTENT));
    const gateway = createStripeGateway({ secretKey: SECRET_KEY, apiBase: server.url });

    await gateway.send({ ...gateway.render(CAPTURE, null), apiVersion: "2026-09-30.endive" }, "op_1", always);

    expect(server.received[0]?.headers["stripe-version"]).toBe("2026-09-30.endive");
    expect(server.received[0]?.headers).not.toHaveProperty("stripe-account");
  });

  it("brings back the intent without its client secret, and Stripe's request id", async () => {
    const { result } = await sendTo(answer(200, INTENT, { "request-id": "req_42" }));

    expect(result).toMatchObject({ outcome: "Answered", replayed: false, stripeRequestId: "req_42" });
    expect(result).toMatchObject({ answer: { about: "payment_intent", intent: { id: "pi_1", status: "succeeded" } } });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("says when the answer is an old one, replayed by Stripe", async () => {
    const { result } = await sendTo(answer(200, INTENT, REPLAYED.headers));

    expect(result).toMatchObject({ outcome: "Answered", replayed: true });
  });

  it("says so over an injected fetch too", async () => {
    expect(await sendThrough(() => Promise.resolve(Response.json(INTENT, REPLAYED)))).toMatchObject({
      outcome: "Answered",
      replayed: true,
    });
  });
});

describe("a request that Stripe refuses", () => {
  it.each([
    [400, { code: "payment_intent_unexpected_state" }, "payment_intent_unexpected_state"],
    [400, { type: "idempotency_error" }, "idempotency_error"],
    [400, { code: "terminal_reader_busy" }, "terminal_reader_busy"],
    [401, {}, "invalid_request_error"],
    [402, { type: "card_error", code: "card_declined" }, "card_declined"],
    [403, {}, "invalid_request_error"],
    [404, { code: "resource_missing" }, "resource_missing"],
  ])("had no effect: HTTP %i %j", async (status, error, code) => {
    const { result, server } = await sendTo(refuse(status, error));

    expect(result).toStrictEqual({
      outcome: "Refused",
      refusal: { code, message: "No.", httpStatus: status, stripeRequestId: "req_1" },
    });
    expect(server.received).toHaveLength(1);
  });

  it("loses any secret that Stripe's words quote, and the whole PaymentIntent beside them", async () => {
    const error = { message: "No such intent: 'pi_1_secret_abc'", payment_intent: INTENT };

    const { result } = await sendTo(refuse(400, error));

    expect(JSON.stringify(result)).not.toContain("secret_abc");
  });

  it("was written for another key, and is not even sent", async () => {
    server = await startScriptedServer(answer(200, INTENT));
    const theirs = createStripeGateway({ secretKey: "sk_test_other", apiBase: server.url });
    const ours = createStripeGateway({ secretKey: SECRET_KEY, apiBase: server.url });

    const result = await ours.send(theirs.render(CAPTURE, null), "op_1", always);

    expect(result).toMatchObject({ outcome: "Refused", refusal: { code: "key_mismatch" } });
    expect(server.received).toStrictEqual([]);
  });
});

describe("a request that may have had an effect although it failed", () => {
  it.each([
    [500, { type: "api_error" }],
    [503, { type: "api_error" }],
    [424, { type: "api_error" }],
    [400, { code: "terminal_reader_timeout" }],
  ])("is faulted and sent only once: HTTP %i %j", async (status, error) => {
    const { result, server } = await sendTo(refuse(status, error));

    expect(result).toMatchObject({ outcome: "Faulted", refusal: { httpStatus: status, stripeRequestId: "req_1" } });
    expect(server.received).toHaveLength(1);
  });
});

describe("a request without an answer that counts", () => {
  it.each([
    [409, { code: "idempotency_key_in_use", type: "idempotency_error" }, "idempotency_key_in_use"],
    [429, { code: "rate_limit" }, "rate_limit"],
    [429, { code: "lock_timeout" }, "lock_timeout"],
    [400, { code: "rate_limit" }, "rate_limit"],
  ])("may be sent again under the same key: HTTP %i %j", async (status, error, reason) => {
    const { result, server } = await sendTo(refuse(status, error));

    expect(result).toMatchObject({ outcome: "Unanswered", reason: expect.stringContaining(reason) });
    expect(server.received).toHaveLength(1);
  });

  it("was cut short in the middle of its body", async () => {
    expect((await sendTo(cutBody)).result).toMatchObject({ outcome: "Unanswered" });
  });

  it.each([
    ["half an object", 200, '{"id":"pi_1"'],
    ["a page of HTML", 502, "<html>Bad gateway</html>"],
    ["a proxy's own JSON, which the SDK takes for success", 502, '{"message":"Bad gateway"}'],
    ["a good answer under a bad status", 502, JSON.stringify(INTENT)],
    ["a bare string, which makes the SDK throw past everyone", 200, '"ok"'],
    ["a bare number", 200, "42"],
    ["nothing", 200, "null"],
    ["a list", 200, "[]"],
    ["another object than any command asks for", 200, '{"id":"bal_1","object":"balance"}'],
    ["an object without the fields it needs", 200, '{"id":"pi_1","object":"payment_intent"}'],
    ["an error that is none", 200, '{"error":7}'],
  ])("got something that is no answer of Stripe's: %s", async (_, status, text) => {
    expect((await sendTo(raw(status, text))).result).toMatchObject({ outcome: "Unanswered" });
  });

  it("found nobody at the other end", async () => {
    const closed = await startScriptedServer(answer(200, INTENT));
    await closed.close();
    const gateway = createStripeGateway({ secretKey: SECRET_KEY, apiBase: closed.url });

    const result = await gateway.send(gateway.render(CAPTURE, null), "op_1", always);

    expect(result).toMatchObject({ outcome: "Unanswered", reason: expect.stringContaining("ECONNREFUSED") });
  });

  it("met a connection that was closed, and is not sent again behind our back", async () => {
    const { result, server } = await sendTo(dropConnection, answer(200, INTENT, REPLAYED.headers));

    expect(result).toMatchObject({ outcome: "Unanswered", reason: expect.stringContaining("socket hang up") });
    expect(server.received).toHaveLength(1);
  });

  it("never makes an injected fetch's failure throw", async () => {
    const result = await sendThrough(() => Promise.reject(new TypeError("fetch failed")));

    expect(result).toMatchObject({ outcome: "Unanswered" });
  });
});

describe("a gateway that must not be built", () => {
  it("is one that would show a live key to another host", () => {
    const apiBase = new URL("http://127.0.0.1:12111");

    expect(() => createStripeGateway({ secretKey: "sk_live_1", apiBase })).toThrow("127.0.0.1");
    expect(() => createStripeGateway({ secretKey: "sk_live_1", apiBase: undefined })).not.toThrow();
  });

  it("is one whose base address has a path that the SDK would drop", () => {
    const apiBase = new URL("http://127.0.0.1:12111/stripe");

    expect(() => createStripeGateway({ secretKey: SECRET_KEY, apiBase })).toThrow("no path");
  });
});
