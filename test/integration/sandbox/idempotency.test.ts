import { expect, it, vi } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

const BODY = "amount=2000&currency=chf&payment_method_types[]=card_present";
const DAY_MS = 86_400_000;

it("answers the same key with the same answer, and makes nothing new", async () => {
  const { stripe, raw } = await openSandbox();

  const first = await raw("POST", "/v1/payment_intents", { body: BODY, headers: { "idempotency-key": "sale-1" } });
  const second = await raw("POST", "/v1/payment_intents", { body: BODY, headers: { "idempotency-key": "sale-1" } });

  expect(await second.text()).toBe(await first.text());
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect(second.headers.get("idempotency-key")).toBe("sale-1");
  expect(second.headers.get("original-request")).toBe(first.headers.get("request-id"));
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

it("does not care in which bracket style the same parameters are sent again", async () => {
  const { raw } = await openSandbox();
  const headers = { "idempotency-key": "sale-1" };

  await raw("POST", "/v1/payment_intents", { body: BODY, headers });
  const indexed = "currency=chf&amount=2000&payment_method_types[0]=card_present";
  const again = await raw("POST", "/v1/payment_intents", { body: indexed, headers });

  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

it("refuses a key for other parameters and for another endpoint", async () => {
  const { stripe } = await openSandbox();
  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, { idempotencyKey: "k" });

  const parameters = await errorOf(
    stripe.paymentIntents.create({ amount: 2001, currency: "chf" }, { idempotencyKey: "k" }),
  );
  const endpoint = await errorOf(stripe.paymentIntents.cancel(intent.id, {}, { idempotencyKey: "k" }));

  for (const error of [parameters, endpoint]) {
    expect(error).toMatchObject({ type: "idempotency_error", statusCode: 400 });
    expect(error["message"]).toMatch(/^Keys for idempotent requests can only be used with the same parameters/);
  }
});

it("lets a corrected request use the key of one that was refused as invalid", async () => {
  const { stripe } = await openSandbox();
  await errorOf(stripe.paymentIntents.create({ amount: 10, currency: "chf" }, { idempotencyKey: "k" }));

  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, { idempotencyKey: "k" });

  expect(intent.amount).toBe(2000);
});

it("replays a refusal that the endpoint itself made, even when the state has changed since", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await errorOf(stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: "k" }));
  await tap(stripe, { reader: reader.id, intent: intent.id });

  const again = await errorOf(stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: "k" }));

  expect(again).toMatchObject({ code: "payment_intent_unexpected_state" });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
});

it("forgets a key after a day of its own clock", async () => {
  const { stripe, control } = await openSandbox();
  const first = await stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, { idempotencyKey: "k" });

  await control("POST", "clock", { advance_ms: DAY_MS });
  const second = await stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, { idempotencyKey: "k" });

  expect(second.id).not.toBe(first.id);
});

it("answers 409 while the first request under the key is still under way", async () => {
  const { stripe, control, raw } = await openSandbox();
  await control("POST", "faults", { path: "^/v1/payment_intents$", kind: "delay", delay_ms: 300 });
  const headers = { "idempotency-key": "k" };

  const slow = raw("POST", "/v1/payment_intents", { body: BODY, headers });
  await vi.waitFor(async () => {
    expect(JSON.stringify(await control("GET", "journal"))).toContain("in progress");
  });
  const meanwhile = await raw("POST", "/v1/payment_intents", { body: BODY, headers });

  expect(meanwhile.status).toBe(409);
  expect(await meanwhile.json()).toMatchObject({ error: { code: "idempotency_key_in_use" } });
  expect((await slow).status).toBe(200);
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

it("keeps the same key apart for each account", async () => {
  const { stripe } = await openSandbox();
  const params = { amount: 2000, currency: "chf" };

  const own = await stripe.paymentIntents.create(params, { idempotencyKey: "k" });
  const connected = await stripe.paymentIntents.create(params, { idempotencyKey: "k", stripeAccount: "acct_1Shop" });

  expect(connected.id).not.toBe(own.id);
});

it("stores a 500 as the key's result, and a 429 not", async () => {
  const { control, raw } = await openSandbox();
  const headers = { "idempotency-key": "k" };
  await control("POST", "faults", { path: "^/v1/payment_intents$", kind: "status", status: 429 });
  await control("POST", "faults", { path: "^/v1/payment_intents$", kind: "status", status: 500 });

  const answers = [];
  for (let turn = 0; turn < 3; turn += 1)
    answers.push(await raw("POST", "/v1/payment_intents", { body: BODY, headers }));

  expect(answers.map((answer) => answer.status)).toEqual([429, 500, 500]);
  expect(answers[2]?.headers.get("idempotent-replayed")).toBe("true");
});

it("lets nobody without a key of the account hold its idempotency keys", async () => {
  const { raw, control } = await openSandbox();
  await control("POST", "faults", { path: "/v1/payment_intents", kind: "delay", delay_ms: 400 });
  const body = "amount=2000&currency=chf";
  const ask = (headers: Record<string, string>) =>
    raw("POST", "/v1/payment_intents", { body, headers: { "idempotency-key": "shared", ...headers } });

  const stranger = ask({ authorization: "Bearer nonsense" });
  await expect.poll(() => control("GET", "faults")).toMatchObject({ faults: [{ fired: 1 }] });
  const owner = await ask({});

  expect([owner.status, (await stranger).status]).toEqual([200, 401]);
});
