import type Stripe from "stripe";
import { describe, expect, it, vi } from "vitest";

import type { SandboxOptions } from "../../../src/sandbox/start-sandbox.js";
import { makeIntent, openSandbox, type OpenSandbox } from "./open-sandbox.js";
import { openReceiver, type Receiver } from "./open-receiver.js";

interface Listening extends OpenSandbox {
  readonly receiver: Receiver;
  readonly endpoint: Stripe.WebhookEndpoint;
}

async function listen(webhooks: object = {}, options: SandboxOptions = {}): Promise<Listening> {
  const open = await openSandbox(options);
  await open.control("POST", "webhooks", webhooks);
  const receiver = await openReceiver();
  const endpoint = await open.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ["payment_intent.created"],
  });
  receiver.secret = endpoint.secret ?? "";
  return { ...open, receiver, endpoint };
}

async function untilQuiet({ control }: OpenSandbox): Promise<void> {
  await vi.waitFor(async () => expect(await control("GET", "webhooks")).toMatchObject({ pending: 0 }));
}

describe("deliveries that go wrong, by their share", () => {
  it("are lost for good, and listed as undelivered", async () => {
    const open = await listen({ dropped: 1 });

    const { id } = await makeIntent(open.stripe);
    await untilQuiet(open);

    expect(open.receiver.events).toEqual([]);
    const [event] = (await open.stripe.events.list({ delivery_success: false })).data;
    expect(event?.data.object).toMatchObject({ id });
  });

  it("come twice", async () => {
    const open = await listen({ doubled: 1 });

    await makeIntent(open.stripe);
    await untilQuiet(open);

    expect(open.receiver.events).toHaveLength(2);
    expect(new Set(open.receiver.events.map(({ id }) => id)).size).toBe(1);
  });

  it("come late, on the clock", async () => {
    const open = await listen({ delayed: 1, delayed_by_ms: 3_600_000 });
    await makeIntent(open.stripe);
    await vi.waitFor(async () => expect(await open.control("GET", "webhooks")).toMatchObject({ pending: 1 }));
    const before = open.receiver.events.length;

    await open.control("POST", "clock", { advance_ms: 3_600_000 });
    await untilQuiet(open);

    expect([before, open.receiver.events.length]).toEqual([0, 1]);
  });

  it("come in another order", async () => {
    const open = await listen({ reordered: 0.5 });
    const made = [];
    for (let count = 0; count < 8; count += 1) made.push((await makeIntent(open.stripe)).id);

    await untilQuiet(open);

    const arrived = open.receiver.events.map(({ data }) => (data.object as { id: string }).id);
    expect(arrived).not.toEqual(made);
    expect(arrived.toSorted()).toEqual(made.toSorted());
  });

  it("are signed with a wrong secret, and tried again since the receiver refuses them", async () => {
    const open = await listen({ missigned: 1 });

    await makeIntent(open.stripe);
    await vi.waitFor(() => expect(open.receiver.rejected).toHaveLength(1));

    expect(open.receiver.events).toEqual([]);
  });

  it("are the same ones under the same seed", async () => {
    const options = { seed: "again", clock: { now: () => 1_900_000_000_000 } };
    const [first, second] = [await listen({ dropped: 0.5 }, options), await listen({ dropped: 0.5 }, options)];
    const outcomes: number[][] = [];
    for (const open of [first, second]) {
      for (let count = 0; count < 12; count += 1) await makeIntent(open.stripe, { amount: 1000 + count });
      await untilQuiet(open);
      const amounts = open.receiver.events.map(({ data }) => (data.object as { amount: number }).amount);
      outcomes.push(amounts.toSorted((a, b) => a - b));
    }

    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.length).toBeGreaterThan(0);
    expect(outcomes[0]?.length).toBeLessThan(12);
  });

  it("answer what is set", async () => {
    const { control } = await listen({ doubled: 0.25 });

    expect(await control("GET", "webhooks")).toMatchObject({ doubled: 0.25, dropped: 0, delayed_by_ms: 60_000 });
    expect(await control("POST", "webhooks", { dropped: 2 })).toHaveProperty("error");
  });
});

describe("a secret that is rolled", () => {
  it.each(["old", "new"] as const)("signs with both for a while: %s", async (which) => {
    const open = await listen();
    const { secret } = await open.control("POST", `webhook_endpoints/${open.endpoint.id}`, { roll_secret: true });
    if (which === "new") open.receiver.secret = String(secret);

    await makeIntent(open.stripe);
    await untilQuiet(open);

    expect(open.receiver.rejected).toEqual([]);
    expect(open.receiver.events).toHaveLength(1);
  });

  it("signs with the new one alone once the old one ran out", async () => {
    const open = await listen();
    const rolled = { roll_secret: true, old_expires_in_ms: 60_000 };
    await open.control("POST", `webhook_endpoints/${open.endpoint.id}`, rolled);
    await open.control("POST", "clock", { advance_ms: 60_000 });

    await makeIntent(open.stripe);
    await vi.waitFor(() => expect(open.receiver.rejected).toHaveLength(1));

    expect(open.receiver.events).toEqual([]);
  });
});

describe("events", () => {
  it.each<[object, string[]]>([
    [{ type: "payment_intent.canceled" }, ["payment_intent.canceled"]],
    [{ types: ["payment_intent.canceled", "customer.created"] }, ["payment_intent.canceled", "customer.created"]],
    [{ type: "payment_intent.*" }, ["payment_intent.canceled", "payment_intent.created"]],
    [{ delivery_success: true }, ["payment_intent.canceled", "customer.created", "payment_intent.created"]],
    [{ delivery_success: false }, []],
    [{ created: { lt: 1 } }, []],
    [{ limit: 1 }, ["payment_intent.canceled"]],
  ])("are listed by %j", async (params, types) => {
    const { stripe } = await openSandbox();
    const { id } = await makeIntent(stripe);
    await stripe.customers.create();
    await stripe.paymentIntents.cancel(id);

    const listed = await stripe.events.list(params);

    expect(listed.data.map(({ type }) => type)).toEqual(types);
  });
});
