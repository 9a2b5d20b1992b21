import { expect, it } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

it("lists newest first and pages without gap or repetition in both directions", async () => {
  const { stripe } = await openSandbox();
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) made.push((await makeIntent(stripe)).id);
  const newestFirst = made.toReversed();

  const first = await stripe.paymentIntents.list({ limit: 2 });
  const second = await stripe.paymentIntents.list({ limit: 2, starting_after: newestFirst[1]! });
  const back = await stripe.paymentIntents.list({ limit: 2, ending_before: newestFirst[2]! });
  const all: string[] = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 2 })) all.push(intent.id);

  expect(first).toMatchObject({ object: "list", url: "/v1/payment_intents", has_more: true });
  expect(second.data.map(({ id }) => id)).toEqual(newestFirst.slice(2, 4));
  expect(back.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 2));
  expect(back.has_more).toBe(false);
  expect(all).toEqual(newestFirst);
});

it("moves a limit outside 1 to 100 to the nearer end", async () => {
  const { stripe, raw } = await openSandbox();
  await Promise.all(Array.from({ length: 102 }, () => makeIntent(stripe)));

  const lists = [];
  for (const limit of ["-5", "0", "101"]) {
    lists.push((await (await raw("GET", `/v1/payment_intents?limit=${limit}`)).json()) as { data: unknown[] });
  }

  expect(lists.map(({ data }) => data.length)).toEqual([1, 1, 100]);
});

it("looks a cursor up before it refuses two of them", async () => {
  const { stripe } = await openSandbox();
  const { id } = await makeIntent(stripe);

  const unknown = await errorOf(stripe.paymentIntents.list({ starting_after: "pi_nope", ending_before: id }));
  const both = await errorOf(stripe.paymentIntents.list({ starting_after: id, ending_before: id }));

  expect(unknown).toMatchObject({ statusCode: 400, code: "resource_missing", param: "starting_after" });
  expect(both["message"]).toBe("Received both starting_after and ending_before parameters. Please pass in only one.");
});

it("filters by the time of creation and by the customer", async () => {
  const { stripe, control } = await openSandbox();
  const early = await makeIntent(stripe);
  await control("POST", "clock", { advance_ms: 60_000 });
  const late = await makeIntent(stripe, { customer: (await stripe.customers.create()).id });

  const since = await stripe.paymentIntents.list({ created: { gt: early.created } });
  const until = await stripe.paymentIntents.list({ created: { lte: early.created } });
  const ofCustomer = await stripe.paymentIntents.list({ customer: late.customer as string });

  expect([since, until, ofCustomer].map(({ data }) => data.map(({ id }) => id))).toEqual([
    [late.id],
    [early.id],
    [late.id],
  ]);
});

it("filters readers by location, status and device", async () => {
  const { stripe, control } = await openSandbox();
  const [first, second] = [await makeReader(stripe), await makeReader(stripe)];
  await control("POST", `readers/${first.id}`, { network: "offline" });

  const inShop = await stripe.terminal.readers.list({ location: second.location as string });
  const offline = await stripe.terminal.readers.list({ status: "offline" });
  const others = await stripe.terminal.readers.list({ device_type: "stripe_s700" });

  expect(inShop.data.map(({ id }) => id)).toEqual([second.id]);
  expect(offline.data.map(({ id }) => id)).toEqual([first.id]);
  expect(others.data).toEqual([]);
});

it("expands through several objects, and inside a reader's action", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe, { capture_method: "automatic" });
  await tap(stripe, { reader: reader.id, intent: intent.id });

  const deep = await stripe.paymentIntents.retrieve(intent.id, {
    expand: ["latest_charge.balance_transaction", "payment_method"],
  });
  const action = await stripe.terminal.readers.retrieve(reader.id, {
    expand: ["action.process_payment_intent.payment_intent.latest_charge", "location"],
  });
  const listed = await stripe.charges.list({ expand: ["data.payment_intent", "data.refunds"] });

  expect(deep).toMatchObject({
    latest_charge: { balance_transaction: { object: "balance_transaction", amount: 2000 } },
    payment_method: { type: "card_present" },
  });
  expect(action).toMatchObject({
    location: { object: "terminal.location" },
    action: { process_payment_intent: { payment_intent: { latest_charge: { object: "charge" } } } },
  });
  expect(listed.data[0]).toMatchObject({ payment_intent: { id: intent.id }, refunds: { data: [], total_count: 0 } });
  expect(Object.keys(listed.data[0]!).join()).toContain("refunded,refunds,review");
});

it("leaves null what is null", async () => {
  const { stripe } = await openSandbox();
  const intent = await makeIntent(stripe, {});

  expect((await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] })).latest_charge).toBeNull();
});

it("expands the answer alone, and neither what is stored nor what an event tells", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const { id } = await makeIntent(stripe);
  await tap(stripe, { reader: reader.id, intent: id });
  const field = "action.process_payment_intent.payment_intent";

  const expanded = await stripe.terminal.readers.retrieve(reader.id, { expand: [field] });
  const plain = await stripe.terminal.readers.retrieve(reader.id);
  const [event] = (await stripe.events.list({ type: "terminal.reader.action_succeeded" })).data;

  expect(expanded).toMatchObject({ action: { process_payment_intent: { payment_intent: { id } } } });
  expect(plain).toMatchObject({ action: { process_payment_intent: { payment_intent: id } } });
  expect(event?.data.object).toMatchObject({ action: { process_payment_intent: { payment_intent: id } } });
});

it("refuses a bad expand before it looks whether the object is there", async () => {
  const { stripe } = await openSandbox();

  const one = await errorOf(stripe.paymentIntents.retrieve("pi_nope", { expand: ["nope"] }));
  const list = await errorOf(stripe.paymentIntents.list({ expand: ["latest_charge"] }));

  expect(one).toMatchObject({ statusCode: 400, message: "This property cannot be expanded (nope)." });
  expect(list["message"]).toBe(
    "This property cannot be expanded (latest_charge). You may want to try expanding 'data.latest_charge' instead.",
  );
});

it("merges metadata, unsets a key by an empty value and all by an empty string", async () => {
  const { stripe } = await openSandbox();
  const intent = await makeIntent(stripe, { metadata: { order: "1", till: "2" } });

  const merged = await stripe.paymentIntents.update(intent.id, { metadata: { till: "", shift: "late" } });
  const cleared = await stripe.paymentIntents.update(intent.id, { metadata: "" });

  expect(merged.metadata).toEqual({ order: "1", shift: "late" });
  expect(cleared.metadata).toEqual({});
});
