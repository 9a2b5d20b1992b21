import { once } from "node:events";
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, it, vi } from "vitest";

import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { clientOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";
import { openReceiver } from "./open-receiver.js";
import { spawnSandbox, stateFolder } from "./spawn-sandbox.js";

it("has every answered effect after SIGKILL, the remembered keys too", async () => {
  const stateDir = stateFolder();
  const first = await spawnSandbox(stateDir);
  const before = clientOf(first);
  const account = await before.rawRequest("GET", "/v1/account");
  const reader = await makeReader(before);
  const intent = await makeIntent(before);
  await tap(before, { reader: reader.id, intent: intent.id });
  const captured = await before.paymentIntents.capture(intent.id, {}, { idempotencyKey: "capture-1" });
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const { port } = await spawnSandbox(stateDir);
  const after = clientOf({ port });
  const replayed = await after.paymentIntents.capture(intent.id, {}, { idempotencyKey: "capture-1" });

  expect(replayed).toEqual(captured);
  expect(replayed.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect(await after.terminal.readers.retrieve(reader.id)).toMatchObject({ action: { status: "succeeded" } });
  expect((await after.rawRequest("GET", "/v1/account"))["id"]).toBe(account["id"]);
});

it("closes by itself on SIGTERM", async () => {
  const { child } = await spawnSandbox(stateFolder());

  child.kill("SIGTERM");

  expect(await once(child, "exit")).toEqual([0, null]);
});

it("skips a last line that was torn, and goes on writing after it", async () => {
  const stateDir = stateFolder();
  const first = await startSandbox({ stateDir });
  const kept = await makeIntent(clientOf(first));
  await first.close();
  appendFileSync(join(stateDir, "effects.ndjson"), '{"ids":99,"changes":[["payment_in');

  const second = await startSandbox({ stateDir });
  const added = await makeIntent(clientOf(second));
  await second.close();
  const { stripe } = await openSandbox({ stateDir });

  expect((await stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual([added.id, kept.id]);
});

it("goes on delivering what was pending, by the clock that it had", async () => {
  const stateDir = stateFolder();
  const receiver = await openReceiver();
  const first = await startSandbox({ stateDir });
  const before = clientOf(first);
  const endpoint = await before.webhookEndpoints.create({ url: receiver.url, enabled_events: ["*"] });
  receiver.secret = endpoint.secret ?? "";
  receiver.status = 500;
  await fetch(`${first.url}/_sandbox/clock`, { method: "POST", body: JSON.stringify({ advance_ms: 86_400_000 }) });
  const intent = await makeIntent(before);
  await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
  await vi.waitFor(async () => {
    const due = await fetch(`${first.url}/_sandbox/webhooks`);
    expect(await due.json()).toMatchObject({ pending: 1 });
  });
  await first.close();
  receiver.status = 200;

  const second = await openSandbox({ stateDir });
  const later = await makeIntent(second.stripe);
  await second.control("POST", "clock", { advance_ms: 10_000 });

  await vi.waitFor(() => expect(receiver.events.filter(({ id }) => id === receiver.events[0]?.id)).toHaveLength(2));
  expect(later.created).toBeGreaterThanOrEqual(intent.created);
});

it("does not make an id twice after a restart", async () => {
  const stateDir = stateFolder();
  const clock = { now: () => 1_800_000_000_000 };
  const first = await startSandbox({ stateDir, clock });
  const before = await makeIntent(clientOf(first));
  await first.close();

  const { stripe } = await openSandbox({ stateDir, clock });
  const after = await makeIntent(stripe);

  expect(after.id).not.toBe(before.id);
  expect(readdirSync(stateDir)).toContain("effects.ndjson");
});

it("keeps only what came after a reset", async () => {
  const stateDir = stateFolder();
  const first = await startSandbox({ stateDir });
  await makeIntent(clientOf(first));
  await fetch(`${first.url}/_sandbox/reset`, { method: "POST" });
  const kept = await makeIntent(clientOf(first));
  await first.close();

  const { sandbox, stripe } = await openSandbox({ stateDir });

  expect((await stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual([kept.id]);
  expect(sandbox.accountId).toBe(first.accountId);
});
