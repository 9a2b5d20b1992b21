import type Stripe from "stripe";
import { expect, it, vi } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";
import { openReceiver, type Receiver } from "./open-receiver.js";

async function listen(stripe: Stripe, more: Partial<Stripe.WebhookEndpointCreateParams> = {}): Promise<Receiver> {
  const receiver = await openReceiver();
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["*"], ...more });
  receiver.secret = endpoint.secret ?? "";
  return receiver;
}

function typesOf(receiver: Receiver): string[] {
  return receiver.events.map(({ type }) => type);
}

it("signs deliveries so that the real client accepts them", async () => {
  const { stripe } = await openSandbox();
  const receiver = await listen(stripe);

  const intent = await makeIntent(stripe);

  await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
  expect(receiver.events[0]).toMatchObject({
    object: "event",
    type: "payment_intent.created",
    data: { object: { id: intent.id } },
    request: { idempotency_key: expect.stringContaining("stripe-node-retry") },
  });
  expect(receiver.rejected).toEqual([]);
});

it("signs by the receiver's time, whatever the sandbox's clock says", async () => {
  const { stripe, control } = await openSandbox();
  const receiver = await listen(stripe);
  await control("POST", "clock", { advance_ms: 86_400_000 });
  const beforeS = Math.floor(Date.now() / 1000);

  await makeIntent(stripe);

  await vi.waitFor(() => expect(receiver.signatures).toHaveLength(1));
  const signedAtS = Number(/^t=(\d+),/.exec(receiver.signatures[0] ?? "")?.[1]);
  expect(signedAtS - beforeS).toBeGreaterThanOrEqual(0);
  expect(signedAtS - beforeS).toBeLessThan(60);
});

it("tells the secret at creation and never again", async () => {
  const { stripe } = await openSandbox();
  const endpoint = await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["*"] });

  expect(endpoint.secret).toMatch(/^whsec_\w{32}$/);
  expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty("secret");
});

it("tells the whole story of a held and captured card", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const receiver = await listen(stripe);
  const intent = await makeIntent(stripe);

  await tap(stripe, { reader: reader.id, intent: intent.id, number: "4000000000000002" });
  await tap(stripe, { reader: reader.id, intent: intent.id });
  await stripe.paymentIntents.capture(intent.id);

  await vi.waitFor(() => expect(receiver.events.length).toBeGreaterThanOrEqual(10), { timeout: 5000 });
  expect(typesOf(receiver).toSorted()).toEqual([
    "charge.captured",
    "charge.failed",
    "charge.succeeded",
    "charge.updated",
    "payment_intent.amount_capturable_updated",
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "terminal.reader.action_failed",
    "terminal.reader.action_succeeded",
  ]);
});

it("sends an endpoint only what it asked for", async () => {
  const { stripe } = await openSandbox();
  const receiver = await listen(stripe, { enabled_events: ["payment_intent.canceled"] });
  const intent = await makeIntent(stripe);

  await stripe.paymentIntents.cancel(intent.id);

  await vi.waitFor(() => expect(typesOf(receiver)).toEqual(["payment_intent.canceled"]));
});

it("renders the object in the endpoint's version", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const receiver = await listen(stripe, {
    enabled_events: ["terminal.reader.action_succeeded"],
    api_version: "2025-08-27.basil" as never,
  });
  const intent = await makeIntent(stripe);

  await tap(stripe, { reader: reader.id, intent: intent.id });

  await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
  expect(receiver.events[0]?.api_version).toBe("2025-08-27.basil");
  expect(receiver.events[0]?.data.object).not.toHaveProperty("last_seen_at");
});

it("tries again after a back-off until the receiver says yes", async () => {
  const { stripe, control } = await openSandbox();
  await control("POST", "webhooks", { retry_delays_ms: [20, 60_000] });
  const receiver = await listen(stripe);
  receiver.status = 500;

  await makeIntent(stripe);
  await vi.waitFor(() => expect(receiver.events).toHaveLength(2));
  receiver.status = 200;
  await vi.waitFor(async () => {
    await control("POST", "clock", { advance_ms: 60_000 });
    expect(await control("GET", "webhooks")).toMatchObject({ pending: 0 });
  });

  const ids = receiver.events.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  expect((await stripe.events.list({ delivery_success: true })).data.map(({ id }) => id)).toContain(ids[0]);
});

it("gives up after the last retry, and lists the event as undelivered", async () => {
  const { stripe, control } = await openSandbox();
  await control("POST", "webhooks", { retry_delays_ms: [10] });
  const receiver = await listen(stripe);
  receiver.status = 302;

  await makeIntent(stripe);
  await vi.waitFor(() => expect(receiver.events).toHaveLength(2));
  await vi.waitFor(async () => expect(await control("GET", "webhooks")).toMatchObject({ pending: 0 }));

  expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
});

it("makes events but sends none while switched off", async () => {
  const { stripe, control } = await openSandbox();
  const receiver = await listen(stripe);
  await control("POST", "webhooks", { mode: "off" });
  const missed = await makeIntent(stripe);
  await control("POST", "webhooks", { mode: "normal" });

  const seen = await makeIntent(stripe);

  await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
  expect(receiver.events[0]?.data.object).toMatchObject({ id: seen.id });
  const listed = await stripe.events.list({ type: "payment_intent.created" });
  expect(listed.data.map(({ data }) => (data.object as { id: string }).id)).toEqual([seen.id, missed.id]);
});

it("delivers twice and backwards when told to", async () => {
  const { stripe, control } = await openSandbox();
  const receiver = await listen(stripe, { enabled_events: ["payment_intent.created"] });
  await control("POST", "webhooks", { mode: "twice_reversed" });

  const made = [];
  for (let count = 0; count < 3; count += 1) made.push((await makeIntent(stripe)).id);

  await vi.waitFor(() => expect(receiver.events).toHaveLength(6), { timeout: 3000 });
  const arrived = receiver.events.map(({ data }) => (data.object as { id: string }).id);
  expect(arrived).toEqual(made.toReversed().flatMap((id) => [id, id]));
});

it("sends events of connected accounts only to endpoints that listen to them", async () => {
  const { stripe } = await openSandbox();
  const own = await listen(stripe);
  const connected = await listen(stripe, { connect: true });

  await stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, { stripeAccount: "acct_1Shop" });

  await vi.waitFor(() => expect(connected.events).toHaveLength(1));
  expect(connected.events[0]?.account).toBe("acct_1Shop");
  expect(own.events).toEqual([]);
});

it("keeps a disabled or deleted endpoint quiet", async () => {
  const { stripe } = await openSandbox();
  const endpoint = await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["*"] });

  const disabled = await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await makeIntent(stripe);
  await stripe.webhookEndpoints.del(endpoint.id);

  expect(disabled.status).toBe("disabled");
  expect((await stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
  expect(await errorOf(stripe.webhookEndpoints.retrieve(endpoint.id))).toMatchObject({ code: "resource_missing" });
});
