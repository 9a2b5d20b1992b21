import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";
import { payOnline } from "./pay-online.js";
import { stateFolder } from "./spawn-sandbox.js";

const DAY_MS = 86_400_000;

it("lets an authorization expire when nobody captured it", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await tap(stripe, { reader: reader.id, intent: intent.id, number: "5555555555554444" });

  const { created } = await stripe.charges.retrieve(
    (await stripe.paymentIntents.retrieve(intent.id)).latest_charge as string,
  );

  await control("POST", "clock", { advance_ms: 3 * DAY_MS });

  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    canceled_at: created + (2 * DAY_MS) / 1000,
    status: "canceled",
    cancellation_reason: "automatic",
    amount_capturable: 0,
  });
  const [expired] = (await stripe.events.list({ type: "charge.expired" })).data;
  expect(expired?.request).toEqual({ id: null, idempotency_key: null });
});

it("does not expire what was captured in time", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await tap(stripe, { reader: reader.id, intent: intent.id });
  await stripe.paymentIntents.capture(intent.id);

  await control("POST", "clock", { advance_ms: 7 * DAY_MS });

  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
});

it("stands still while frozen and goes on from there", async () => {
  let wallMs = 1_800_000_000_000;
  const { control } = await openSandbox({ clock: { now: () => wallMs } });
  await control("POST", "clock", { freeze: true });

  wallMs += 60_000;
  const frozen = await control("GET", "clock");
  await control("POST", "clock", { freeze: false });
  wallMs += 1_000;

  expect(frozen["now_ms"]).toBe(1_800_000_000_000);
  expect((await control("GET", "clock"))["now_ms"]).toBe(1_800_000_001_000);
});

it("keeps an idle reader online, however much time passes", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);

  await control("POST", "clock", { advance_ms: 30 * DAY_MS });

  const later = (await stripe.terminal.readers.retrieve(reader.id)) as { status: string; last_seen_at: number };
  expect(later.status).toBe("online");
  expect(later.last_seen_at).toBeGreaterThan(30 * DAY_MS + (reader.last_seen_at ?? 0) - 60_000);
});

it("books a capture a moment later, and tells of it", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await tap(stripe, { reader: reader.id, intent: intent.id });
  const { latest_charge: id } = await stripe.paymentIntents.capture(intent.id);

  const right = await stripe.charges.retrieve(id as string);
  await control("POST", "clock", { advance_ms: 1_000 });
  const later = await stripe.charges.retrieve(id as string);

  expect(right.balance_transaction).toBeNull();
  expect(later.balance_transaction).toMatch(/^txn_/);
});

it("lets the refund of the refund-fail card fail afterwards", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe, { capture_method: "automatic" });
  await tap(stripe, { reader: reader.id, intent: intent.id, number: "4000000000005126" });
  const refund = await stripe.refunds.create({ payment_intent: intent.id });

  await control("POST", "clock", { advance_ms: 3_000 });

  expect(refund.status).toBe("succeeded");
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: "failed",
    failure_reason: "expired_or_canceled_card",
  });
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
  expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
});

it("repeats ids and decisions under the same seed and clock", async () => {
  const options = { seed: "again", clock: { now: () => 1_800_000_000_000 } };
  const [first, second] = [await openSandbox(options), await openSandbox(options)];

  const intents = [await makeIntent(first.stripe), await makeIntent(second.stripe)];

  expect(intents[0]?.id).toBe(intents[1]?.id);
  expect(first.sandbox.accountId).toBe(second.sandbox.accountId);
});

it("passes years in which a refund waits for money in one step, not hour by hour", async () => {
  const folder = stateFolder();
  const { stripe, control } = await openSandbox({ stateDir: folder });
  const { id } = await payOnline(stripe);
  await control("POST", "behaviour", { balance: "short" });
  const refund = await stripe.refunds.create({ payment_intent: id });
  const linesOf = () => readFileSync(join(folder, "effects.ndjson"), "utf8").split("\n").length;
  const before = linesOf();

  await control("POST", "clock", { advance_ms: 3_650 * DAY_MS });
  const waiting = await stripe.refunds.retrieve(refund.id);
  const grownBy = linesOf() - before;
  await control("POST", "behaviour", { balance: "enough" });
  await control("POST", "clock", { advance_ms: 3_600_000 });

  expect(waiting.status).toBe("pending");
  expect(grownBy).toBeLessThan(10);
  expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
});
