import { once } from "node:events";

import type Stripe from "stripe";
import { expect, it, vi } from "vitest";

import { confirmTwint, choose, pageOf, payByTwint } from "./confirm-twint.js";
import { clientOf, openSandbox } from "./open-sandbox.js";
import { openReceiver, type Receiver } from "./open-receiver.js";
import { payOnline } from "./pay-online.js";
import { spawnSandbox, stateFolder } from "./spawn-sandbox.js";

const LATER_MS = 60_000;

interface Running {
  readonly port: number;
}

async function control({ port }: Running, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`http://127.0.0.1:${port}/_sandbox/${path}`, init)).json();
}

/** The process dies in the middle of everything, and another one finds its folder. */
async function killed(): Promise<[Running, () => Promise<Running>]> {
  const folder = stateFolder();
  const first = await spawnSandbox(folder);
  return [
    first,
    async () => {
      first.child.kill("SIGKILL");
      await once(first.child, "exit");
      return spawnSandbox(folder);
    },
  ];
}

/** All that it knows is carried over into another sandbox. */
async function savedAndLoaded(): Promise<[Running, () => Promise<Running>]> {
  const { sandbox: first } = await openSandbox();
  return [
    first,
    async () => {
      const saved = await control(first, "state");
      await first.close();
      const { sandbox: second } = await openSandbox({ seed: "another" });
      await control(second, "state", saved);
      return second;
    },
  ];
}

/** Five things under way: a page, a payment that is not seen yet, a booking, a refund and a delivery. */
async function begin(running: Running, receiver: Receiver) {
  await control(running, "clock", { freeze: true });
  await control(running, "behaviour", { redirect_settle_ms: LATER_MS, refund_delay_ms: LATER_MS });
  await control(running, "webhooks", { retry_delays_ms: [LATER_MS] });
  const stripe = clientOf(running);
  const refunded = await payOnline(stripe, { capture_method: "automatic_async" });
  const refund = await stripe.refunds.create({ payment_intent: refunded.id });

  await control(running, "behaviour", { balance_delay_ms: LATER_MS });
  const open = await confirmTwint(stripe);
  const unseen = await confirmTwint(stripe);
  await choose(unseen, { outcome: "authorize", settle: "later" });
  const unbooked = await payByTwint(stripe);
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["charge.refunded"] });
  receiver.secret = endpoint.secret ?? "";
  receiver.status = 500;
  await stripe.refunds.create({ payment_intent: unbooked.id, amount: 1 });
  await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
  await vi.waitFor(async () => expect(await control(running, "webhooks")).toMatchObject({ pending: 1 }));
  receiver.status = 200;
  return { open, unseen, unbooked, refund };
}

it.each([
  ["SIGKILL", killed],
  ["being saved and loaded", savedAndLoaded],
])("finishes after %s what was under way", async (_, start) => {
  const receiver = await openReceiver();
  const [first, goOn] = await start();
  const { open, unseen, unbooked, refund } = await begin(first, receiver);

  const second = await goOn();
  const stripe = clientOf(second);
  const before = await stripe.paymentIntents.retrieve(unseen.id);
  await control(second, "clock", { advance_ms: LATER_MS });
  await vi.waitFor(() => expect(receiver.events).toHaveLength(2));
  await fetch(pageOf(open).replace(String(first.port), String(second.port)), {
    method: "POST",
    body: new URLSearchParams({ outcome: "authorize", settle: "now" }),
    redirect: "manual",
  });

  expect(before.status).toBe("requires_action");
  expect((await stripe.paymentIntents.retrieve(unseen.id)).status).toBe("succeeded");
  expect((await stripe.paymentIntents.retrieve(open.id)).status).toBe("succeeded");
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(unbooked.id, { expand: ["latest_charge"] });
  expect((charge as Stripe.Charge).balance_transaction).toMatch(/^txn_/);
  expect((await stripe.refunds.retrieve(refund.id)).destination_details?.card?.reference_status).toBe("available");
  expect(receiver.rejected).toEqual([]);
  expect(receiver.events[0]?.id).toBe(receiver.events[1]?.id);
  await vi.waitFor(async () =>
    expect((await stripe.events.list({ type: "charge.refunded" })).data[0]?.pending_webhooks).toBe(0),
  );
});

it.each([
  ["SIGKILL", killed],
  ["being saved and loaded", savedAndLoaded],
])("closes a page after %s at the time that was set for it", async (_, start) => {
  const [first, goOn] = await start();
  await control(first, "clock", { freeze: true });
  const intent = await confirmTwint(clientOf(first));

  const second = await goOn();
  await control(second, "clock", { advance_ms: 900_000 });

  expect(await clientOf(second).paymentIntents.retrieve(intent.id)).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "payment_intent_payment_attempt_expired" },
  });
});
