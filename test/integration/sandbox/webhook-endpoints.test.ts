import type Stripe from "stripe";
import { describe, expect, it, vi } from "vitest";

import { payByTwint } from "./confirm-twint.js";
import { errorOf, makeIntent, makeReader, openSandbox, tap, type OpenSandbox } from "./open-sandbox.js";
import { openReceiver, type Receiver } from "./open-receiver.js";

interface Listener {
  readonly receiver: Receiver;
  readonly endpoint: Stripe.WebhookEndpoint;
}

async function listen(
  stripe: Stripe,
  more: Partial<Stripe.WebhookEndpointCreateParams> = {},
  options: Stripe.RequestOptions = {},
): Promise<Listener> {
  const receiver = await openReceiver();
  const params: Stripe.WebhookEndpointCreateParams = { url: receiver.url, enabled_events: ["*"], ...more };
  const endpoint = await stripe.webhookEndpoints.create(params, options);
  receiver.secret = endpoint.secret ?? "";
  return { receiver, endpoint };
}

async function untilQuiet({ control }: OpenSandbox): Promise<void> {
  await vi.waitFor(async () => expect(await control("GET", "webhooks")).toMatchObject({ pending: 0 }));
}

async function untilRefused({ control }: OpenSandbox, { receiver }: Listener, attempts = 1): Promise<void> {
  await vi.waitFor(() => expect(receiver.events).toHaveLength(attempts));
  await vi.waitFor(async () => expect(await control("GET", "webhooks")).toMatchObject({ pending: 1 }));
}

const HERE = "url=http%3A%2F%2F127.0.0.1%3A9%2Fx";

describe("an endpoint", () => {
  it.each<[string, string, object]>([
    ["no url", "enabled_events[]=*", { code: "parameter_missing", param: "url" }],
    ["an address that is none", "url=nope&enabled_events[]=*", { code: "url_invalid", param: "url" }],
    ["no events", HERE, { code: "parameter_missing", param: "enabled_events" }],
    ["no list of events", `${HERE}&enabled_events=*`, { message: "Invalid array", param: "enabled_events" }],
    ["an event that Stripe has not", `${HERE}&enabled_events[]=payment.done`, { param: "enabled_events[0]" }],
    ["a part of a name", `${HERE}&enabled_events[]=*&enabled_events[]=charge.*`, { param: "enabled_events[1]" }],
    ["a version that is none", `${HERE}&enabled_events[]=*&api_version=latest`, { type: "invalid_request_error" }],
  ])("is refused for %s", async (_, body, error) => {
    const { raw, stripe } = await openSandbox();

    const answer = await raw("POST", "/v1/webhook_endpoints", { body });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error });
    expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  });

  it("is changed by the same rules", async () => {
    const { stripe } = await openSandbox();
    const { id } = await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["*"] });

    const refused = await errorOf(stripe.webhookEndpoints.update(id, { enabled_events: ["nope" as never] }));
    const changed = await stripe.webhookEndpoints.update(id, { enabled_events: ["charge.captured"], description: "a" });

    expect(refused).toMatchObject({ param: "enabled_events[0]" });
    expect(changed).toMatchObject({ enabled_events: ["charge.captured"], description: "a", status: "enabled" });
  });
});

describe("an event on its way", () => {
  it("has exactly the envelope's fields", async () => {
    const open = await openSandbox();
    const { receiver } = await listen(open.stripe, { api_version: "2026-10-28.endive" });

    const made = (await makeIntent(open.stripe)) as Stripe.Response<Stripe.PaymentIntent>;
    const { lastResponse, ...intent } = made;
    await untilQuiet(open);

    const [event] = receiver.events;
    expect({ ...event }).toEqual({
      id: expect.stringMatching(/^evt_\w+$/),
      object: "event",
      api_version: "2026-10-28.endive",
      created: intent.created,
      data: { object: intent },
      livemode: false,
      pending_webhooks: 1,
      request: { id: lastResponse.requestId, idempotency_key: lastResponse.idempotencyKey },
      type: "payment_intent.created",
    });
  });

  it("names no request where Stripe acted by itself", async () => {
    const open = await openSandbox();
    const { receiver } = await listen(open.stripe, { enabled_events: ["charge.succeeded"] });

    await payByTwint(open.stripe);
    await untilQuiet(open);

    expect(receiver.events[0]?.request).toEqual({ id: null, idempotency_key: null });
  });

  it("shows the object as it was, however late it comes", async () => {
    const open = await openSandbox();
    await open.control("POST", "webhooks", { delayed: 1, delayed_by_ms: 60_000 });
    const { receiver } = await listen(open.stripe, { enabled_events: ["payment_intent.created"] });
    const { id } = await makeIntent(open.stripe);

    await open.stripe.paymentIntents.cancel(id);
    await open.control("POST", "clock", { advance_ms: 60_000 });
    await untilQuiet(open);

    expect(receiver.events[0]?.data.object).toMatchObject({ id, status: "requires_payment_method" });
  });

  it("is rendered for each endpoint in its own version, side by side", async () => {
    const open = await openSandbox();
    const enabled_events = ["terminal.reader.action_succeeded" as const];
    const listeners = [
      await listen(open.stripe, { enabled_events, api_version: "2025-08-27.basil" as never }),
      await listen(open.stripe, { enabled_events, api_version: "2026-10-28.endive" }),
      await listen(open.stripe, { enabled_events }),
    ];
    const reader = await makeReader(open.stripe);

    await tap(open.stripe, { reader: reader.id, intent: (await makeIntent(open.stripe)).id });
    await untilQuiet(open);

    const [event] = listeners.map(({ receiver }) => receiver.events);
    const seen = listeners.map(({ receiver: { events } }) => [
      events[0]?.id === event?.[0]?.id,
      events[0]?.api_version,
      Object.hasOwn(events[0]?.data.object ?? {}, "last_seen_at"),
    ]);
    expect(seen).toEqual([
      [true, "2025-08-27.basil", false],
      [true, "2026-10-28.endive", true],
      [true, "2025-10-29.clover", true],
    ]);
  });

  it("counts down the endpoints that it is still to reach", async () => {
    const open = await openSandbox();
    const good = await listen(open.stripe);
    const bad = await listen(open.stripe);
    bad.receiver.status = 503;

    await makeIntent(open.stripe);
    await untilRefused(open, bad);
    await vi.waitFor(() => expect(good.receiver.events).toHaveLength(1));
    const half = (await open.stripe.events.list()).data[0]?.pending_webhooks;
    bad.receiver.status = 200;
    await open.control("POST", "clock", { advance_ms: 5_000 });
    await untilQuiet(open);

    expect([half, (await open.stripe.events.list()).data[0]?.pending_webhooks]).toEqual([1, 0]);
    expect(bad.receiver.events.map(({ id }) => id)).toEqual([good.receiver.events[0]?.id, good.receiver.events[0]?.id]);
  });

  it("waits for nobody else's slow receiver", async () => {
    const open = await openSandbox();
    const slow = await listen(open.stripe);
    slow.receiver.delayMs = 3_000;
    const quick = await listen(open.stripe);

    for (let count = 0; count < 50; count += 1) await makeIntent(open.stripe);

    await vi.waitFor(() => expect(quick.receiver.events).toHaveLength(50), { timeout: 2_000 });
  });

  it.each<[number, boolean]>([
    [200, true],
    [204, true],
    [299, true],
    [301, false],
    [307, false],
    [400, false],
    [410, false],
    [500, false],
  ])("has arrived where the receiver answers %i: %s", async (status, isDelivered) => {
    const open = await openSandbox();
    await open.control("POST", "webhooks", { retry_delays_ms: [] });
    const { receiver } = await listen(open.stripe);
    receiver.status = status;

    await makeIntent(open.stripe);
    await untilQuiet(open);

    expect((await open.stripe.events.list({ delivery_success: true })).data).toHaveLength(isDelivered ? 1 : 0);
    expect((await open.stripe.events.list({ delivery_success: false })).data).toHaveLength(isDelivered ? 0 : 1);
    expect(receiver.events).toHaveLength(1);
  });

  it("is tried four times, each time later and signed anew", async () => {
    const open = await openSandbox();
    await open.control("POST", "clock", { freeze: true });
    const listener = await listen(open.stripe);
    listener.receiver.status = 500;

    await makeIntent(open.stripe);
    for (const [index, seconds] of [5, 300, 3600].entries()) {
      await untilRefused(open, listener, index + 1);
      await open.control("POST", "clock", { advance_ms: seconds * 1000 - 1 });
      expect(await open.control("GET", "webhooks")).toMatchObject({ pending: 1 });
      expect(listener.receiver.events).toHaveLength(index + 1);
      await open.control("POST", "clock", { advance_ms: 1 });
    }
    await untilQuiet(open);

    expect(listener.receiver.events).toHaveLength(4);
    expect(listener.receiver.rejected).toEqual([]);
  });
});

describe("retries end", () => {
  it.each<[string, (stripe: Stripe, id: string) => Promise<unknown>]>([
    ["disabled", (stripe, id) => stripe.webhookEndpoints.update(id, { disabled: true })],
    ["deleted", (stripe, id) => stripe.webhookEndpoints.del(id)],
  ])("where the endpoint is %s: the event stays undelivered", async (_, end) => {
    const open = await openSandbox();
    const listener = await listen(open.stripe);
    listener.receiver.status = 500;
    await makeIntent(open.stripe);
    await untilRefused(open, listener);

    await end(open.stripe, listener.endpoint.id);

    expect(await open.control("GET", "webhooks")).toMatchObject({ pending: 0 });
    const [event] = (await open.stripe.events.list({ delivery_success: false })).data;
    expect(event?.pending_webhooks).toBe(0);
    await open.control("POST", "clock", { advance_ms: 86_400_000 });
    expect(listener.receiver.events).toHaveLength(1);
  });

  it("and what came while it was disabled is not sent later", async () => {
    const open = await openSandbox();
    const { receiver, endpoint } = await listen(open.stripe);
    await open.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await makeIntent(open.stripe);

    await open.stripe.webhookEndpoints.update(endpoint.id, { disabled: false });
    const { id } = await makeIntent(open.stripe);
    await untilQuiet(open);

    expect(receiver.events.map(({ data }) => (data.object as { id: string }).id)).toEqual([id]);
  });
});

describe("events of a connected account", () => {
  const SHOP = { stripeAccount: "acct_1Shop" };

  it("reach the platform under its name, and its own endpoints without", async () => {
    const open = await openSandbox();
    const platform = await listen(open.stripe, { connect: true });
    const own = await listen(open.stripe, {}, SHOP);
    const other = await listen(open.stripe, {}, { stripeAccount: "acct_1Other" });

    await open.stripe.paymentIntents.create({ amount: 2000, currency: "chf" }, SHOP);
    await makeIntent(open.stripe);
    await untilQuiet(open);

    expect(platform.receiver.events.map(({ account }) => account)).toEqual(["acct_1Shop"]);
    expect(own.receiver.events.map(({ account }) => account)).toEqual([undefined]);
    expect(other.receiver.events).toEqual([]);
  });

  it("are the platform's own where they are about its fee", async () => {
    const open = await openSandbox();
    const platform = await listen(open.stripe, { enabled_events: ["application_fee.created"] });
    const connected = await listen(open.stripe, { enabled_events: ["application_fee.created"], connect: true });

    await payByTwint(open.stripe, { application_fee_amount: 100 }, SHOP);
    await untilQuiet(open);

    expect(platform.receiver.events.map(({ account, type }) => [account, type])).toEqual([
      [undefined, "application_fee.created"],
    ]);
    expect(connected.receiver.events).toEqual([]);
  });
});
