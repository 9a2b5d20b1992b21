import { Stripe } from "stripe";
import { expect, it, onTestFinished, vi } from "vitest";

import { startSandbox } from "../../../src/sandbox/start-sandbox.js";

import { openSandbox } from "./open-sandbox.js";

const BODY = "amount=2000&currency=chf&payment_method_types[]=card_present";

it("destroys the connection before the effect, and nothing was made", async () => {
  const { stripe, control, raw } = await openSandbox();
  await control("POST", "faults", { method: "POST", path: "^/v1/payment_intents$", kind: "drop", when: "before" });

  await expect(raw("POST", "/v1/payment_intents", { body: BODY })).rejects.toThrow("fetch failed");

  expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
});

it("destroys the connection after the effect, and the key brings the lost answer back", async () => {
  const { stripe, control, raw } = await openSandbox();
  await control("POST", "faults", { method: "POST", path: "^/v1/payment_intents$", kind: "drop", when: "after" });
  const request = { body: BODY, headers: { "idempotency-key": "k" } };

  await expect(raw("POST", "/v1/payment_intents", request)).rejects.toThrow("fetch failed");
  const again = await raw("POST", "/v1/payment_intents", request);

  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

it("fires as often as ordered and says how often it did", async () => {
  const { control, raw } = await openSandbox();
  const fault = await control("POST", "faults", { path: "^/v1/account$", kind: "status", status: 503, count: 2 });

  const statuses = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await raw("GET", "/v1/account")).status);

  expect(statuses).toEqual([503, 503, 200]);
  expect(await control("GET", "faults")).toMatchObject({ faults: [{ id: fault["id"], fired: 2, count: 2 }] });
});

it("hits a share of all requests to come where no count ends it", async () => {
  const { control, raw } = await openSandbox();
  const order = { path: "^/v1/payment_intents$", kind: "status", status: 503, share: 0.5 };
  const fault = await control("POST", "faults", order);

  const statuses = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const headers = { "idempotency-key": `key-${turn}` };
    statuses.push((await raw("POST", "/v1/payment_intents", { body: BODY, headers })).status);
  }

  expect(fault).toMatchObject({ count: null, share: 0.5 });
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(10);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(10);
});

it("hits all requests to come where all are the share and no count ends it", async () => {
  const { control, raw } = await openSandbox();
  const fault = await control("POST", "faults", { path: "^/v1/account$", kind: "status", status: 503, share: 1 });

  const statuses = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await raw("GET", "/v1/account")).status);

  expect(fault).toMatchObject({ count: null, share: 1 });
  expect(statuses).toEqual([503, 503, 503]);
});

it.each([
  { path: "/x", kind: "delay" },
  { path: "/x", kind: "status", status: 200 },
])("takes no order that means nothing: %j", async (order) => {
  const { raw } = await openSandbox();

  const answer = await raw("POST", "/_sandbox/faults", { body: JSON.stringify(order) });

  expect(answer.status).toBe(400);
});

it("serves a client and delivers its webhooks without a port", async () => {
  const received: string[] = [];
  const sandbox = await startSandbox({
    fetch: async (input) => {
      received.push(new Request(input).url);
      return new Response("ok");
    },
  });
  onTestFinished(() => sandbox.close());
  const stripe = new Stripe("sk_test_x", { httpClient: Stripe.createFetchHttpClient(sandbox.fetch) });
  await stripe.webhookEndpoints.create({ url: "https://till.example/hook", enabled_events: ["*"] });

  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: "chf" });

  expect(intent.status).toBe("requires_payment_method");
  await vi.waitFor(() => expect(received).toEqual(["https://till.example/hook"]));
});

it("fails in process as a lost connection does", async () => {
  const { sandbox, control } = await openSandbox();
  await control("POST", "faults", { path: "^/v1/account$", kind: "drop", when: "before" });

  const call = sandbox.fetch(
    new Request("http://stripe/v1/account", { headers: { authorization: "Bearer sk_test_x" } }),
  );

  await expect(call).rejects.toThrow(TypeError);
});

it("writes down each request with its key, its status and what it made", async () => {
  const { control, raw } = await openSandbox();

  const answer = await raw("POST", "/v1/payment_intents", { body: BODY, headers: { "idempotency-key": "k" } });

  const { id } = (await answer.json()) as { id: string };
  const { requests } = (await control("GET", "journal")) as { requests: Record<string, unknown>[] };
  expect(requests.at(-1)).toMatchObject({
    method: "POST",
    path: "/v1/payment_intents",
    idempotency_key: "k",
    status: 200,
  });
  expect(requests.at(-1)?.["effects"]).toContain(id);
});

it.each([
  ["rate_limit", 503, [503, 429]],
  ["lock_timeout", 429, [429, 200]],
])(
  "turns requests away before their key is looked at, but locks an object only for new work: %s",
  async (code, first, expected) => {
    const { control, raw } = await openSandbox();
    const request = { body: BODY, headers: { "idempotency-key": "k" } };
    const order = { path: "^/v1/payment_intents$", kind: "status" };
    await control("POST", "faults", { ...order, status: first, ...(first === 429 ? { code } : {}) });
    const refused = await raw("POST", "/v1/payment_intents", request);
    await raw("POST", "/v1/payment_intents", request);

    await control("POST", "faults", { ...order, status: 429, code });
    const again = await raw("POST", "/v1/payment_intents", request);

    expect([refused.status, again.status]).toEqual(expected);
  },
);

it("refuses an order that it does not understand", async () => {
  const { control } = await openSandbox();

  expect(await control("POST", "faults", { path: "(", kind: "drop" })).toHaveProperty("error");
  expect(await control("POST", "faults", { path: "x", kinds: "drop" })).toHaveProperty("error");
  expect(await control("POST", "faults", { path: "x", kind: "status", status: 429, code: "slow" })).toHaveProperty(
    "error",
  );
});

it("forgets everything but its account on reset", async () => {
  const { sandbox, stripe, control } = await openSandbox();
  await stripe.paymentIntents.create({ amount: 2000, currency: "chf" });

  await control("POST", "reset");

  expect(await control("GET", "health")).toEqual({ status: "ok", accountId: sandbox.accountId });
  expect((await stripe.paymentIntents.list()).data).toEqual([]);
  expect((await stripe.events.list()).data).toEqual([]);
});

it("cuts the body in the middle, after the effect", async () => {
  const { raw, stripe, control } = await openSandbox();
  await control("POST", "faults", { path: "^/v1/customers$", method: "POST", kind: "cut" });

  const answer = await raw("POST", "/v1/customers", { body: "name=Ada" });
  const text = await answer.text();

  expect(answer.status).toBe(200);
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

it("answers late, with the effect there meanwhile", async () => {
  const { raw, stripe, control } = await openSandbox();
  await control("POST", "faults", {
    path: "^/v1/customers$",
    method: "POST",
    kind: "delay",
    when: "after",
    delay_ms: 300,
  });

  const late = raw("POST", "/v1/customers", { body: "name=Ada" });
  const first = await Promise.race([
    late.then(() => "answered"),
    vi.waitFor(async () => expect((await stripe.customers.list()).data).toHaveLength(1)).then(() => "seen"),
  ]);
  await late;

  expect(first).toBe("seen");
});

it("strikes a share of the requests, the same ones in whatever order they come", async () => {
  const keys = Array.from({ length: 40 }, (_, index) => `sale-${index}`);
  const struck: string[][] = [];
  for (const order of [keys, keys.toReversed()]) {
    const { raw, control } = await openSandbox({ seed: "shares" });
    await control("POST", "faults", { path: "^/v1/customers$", kind: "status", status: 503, share: 0.3, count: 1000 });
    const hit: string[] = [];
    for (const key of order) {
      const answer = await raw("POST", "/v1/customers", { body: "", headers: { "idempotency-key": key } });
      if (answer.status === 503) hit.push(key);
    }
    struck.push(hit.toSorted());
  }

  expect(struck[0]).toEqual(struck[1]);
  expect(struck[0]?.length).toBeGreaterThan(4);
  expect(struck[0]?.length).toBeLessThan(24);
});

it("decides each try anew, so that a repeated request gets through in the end", async () => {
  const { raw, control } = await openSandbox();
  await control("POST", "faults", { path: "^/v1/customers$", kind: "status", status: 503, share: 0.5, count: 1000 });
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 16; attempt += 1) {
    const answer = await raw("POST", "/v1/customers", { body: "", headers: { "idempotency-key": "one" } });
    statuses.add(answer.status);
  }

  expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 503]);
});
