import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

it("goes on in another sandbox where it was saved", async () => {
  const first = await openSandbox({ seed: "one" });
  await first.control("POST", "clock", { advance_ms: 3_600_000, freeze: true });
  const reader = await makeReader(first.stripe);
  const intents = [await makeIntent(first.stripe), await makeIntent(first.stripe)];
  await tap(first.stripe, { reader: reader.id, intent: intents[0]?.id ?? "" });
  const replayed = { headers: { "idempotency-key": "kept" }, body: "name=Ada" };
  const customer = await (await first.raw("POST", "/v1/customers", replayed)).json();
  const saved = await first.control("GET", "state");

  const second = await openSandbox({ seed: "two" });
  const loaded = await second.control("POST", "state", saved);

  expect(loaded).toEqual({ status: "ok", accountId: first.sandbox.accountId });
  expect(await second.control("GET", "state")).toEqual(saved);
  expect((await second.stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual(
    intents.map(({ id }) => id).toReversed(),
  );
  expect(await (await second.raw("POST", "/v1/customers", replayed)).json()).toEqual(customer);
  const captured = await second.stripe.paymentIntents.capture(intents[0]?.id ?? "");
  expect(captured.status).toBe("succeeded");
  const known = saved["rows"] as [string, { id: string }][];
  expect(known.map(([, { id }]) => id)).not.toContain((await makeIntent(second.stripe)).id);
});

/** Metadata of the largest size that is taken. */
const LARGE = Array.from({ length: 50 }, (_, index) => `metadata[key_${index}]=${"ü".repeat(500)}`).join("&");
const MOST_IN_OTHER_REQUESTS = 1024 * 1024;

it("takes a state that is larger than any other request, over a port and in the process", async () => {
  const first = await openSandbox({ seed: "one" });
  for (let made = 0; made < 60; made += 1) await first.raw("POST", "/v1/customers", { body: LARGE });
  const state = `${first.sandbox.url}/_sandbox/state`;
  const saved = await (await fetch(state)).text();
  const written = JSON.stringify(JSON.parse(saved), null, 2);

  const [second, third] = [await openSandbox({ seed: "two" }), await openSandbox({ seed: "three" })];
  const loaded = await fetch(`${second.sandbox.url}/_sandbox/state`, { method: "POST", body: written });
  await third.sandbox.fetch(new Request(state, { method: "POST", body: saved }));

  expect(saved.length).toBeGreaterThan(MOST_IN_OTHER_REQUESTS);
  expect(loaded.status).toBe(200);
  expect(await (await fetch(`${second.sandbox.url}/_sandbox/state`)).text()).toBe(saved);
  expect(await (await third.sandbox.fetch(new Request(state))).text()).toBe(saved);
});

it("keeps a loaded state on disk", async () => {
  const first = await openSandbox({ seed: "one" });
  const { id } = await makeIntent(first.stripe);
  const stateDir = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  const second = await startSandbox({ seed: "two", stateDir });
  const body = await (await fetch(`${first.sandbox.url}/_sandbox/state`)).text();
  await fetch(`${second.url}/_sandbox/state`, { method: "POST", body });
  await second.close();

  const again = await openSandbox({ stateDir });

  expect(again.sandbox.accountId).toBe(first.sandbox.accountId);
  expect((await again.stripe.paymentIntents.retrieve(id)).id).toBe(id);
});

it.each([
  [{}],
  [{ account_id: "acct_1", ids: 1, rows: [["nope", { id: "x", account: "y" }]] }],
  [{ account_id: "acct_1", ids: 1, rows: [] }],
  [{ account_id: "acct_1", ids: 1, rows: [["settings", { id: "sandbox", account: "acct_1" }]], more: [1] }],
])("refuses %j and keeps what it had", async (body) => {
  const { control, stripe } = await openSandbox();
  const { id } = await makeIntent(stripe);

  expect(await control("POST", "state", body)).toHaveProperty("error");
  expect((await stripe.paymentIntents.retrieve(id)).id).toBe(id);
});
