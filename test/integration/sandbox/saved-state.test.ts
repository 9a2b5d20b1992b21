import { expect, it } from "vitest";

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

it.each([
  [{}],
  [{ account_id: "acct_1", ids: 1, rows: [["nope", { id: "x", account: "y" }]] }],
  [{ account_id: "acct_1", ids: 1, rows: [] }],
])("refuses %j and keeps what it had", async (body) => {
  const { control, stripe } = await openSandbox();
  const { id } = await makeIntent(stripe);

  expect(await control("POST", "state", body)).toHaveProperty("error");
  expect((await stripe.paymentIntents.retrieve(id)).id).toBe(id);
});
