import { expect, it } from "vitest";

import { eventTypes, openShop, present, readerIn } from "./open-shop.js";
import { CARD_PRESENT, payWith, sell } from "./pay-on-reader.js";

/* What integrators report of the real thing (facts 12), as far as no other test has it. */

const READERS = "POST /v1/terminal/readers";
const PI = "POST /v1/payment_intents";

it("lets one till cancel another till's payment, and tells nobody", async () => {
  const { shop, reader, intent } = await sell();
  const before = await eventTypes(shop);

  await shop.make(`${READERS}/${reader}/cancel_action`);

  expect(await eventTypes(shop)).toEqual(before);
  expect((await present(shop, reader)).status).toBe(400);
  expect(await shop.make(`GET /v1/payment_intents/${intent}`)).toMatchObject({ status: "requires_payment_method" });
});

it("answers 409 to the retry of a call that timed out, though the payment went through", async () => {
  const shop = await openShop();
  const form = `amount=2000&currency=chf&allowed_payment_method_types[]=card&payment_method=pm_card_visa`;
  const { id } = await shop.make(PI, form);
  await shop.control("POST", "faults", { path: "/confirm$", kind: "delay", when: "after", delay_ms: 400 });
  const confirm = () => shop.ask(`${PI}/${id}/confirm`, "", { "idempotency-key": "sale-1" });

  const first = confirm();
  await expect.poll(() => shop.control("GET", "faults")).toMatchObject({ faults: [{ fired: 1 }] });
  const retry = await confirm();

  expect([retry.status, retry.error?.code]).toEqual([409, "idempotency_key_in_use"]);
  expect(await shop.make(`GET /v1/payment_intents/${id}`)).toMatchObject({ status: "succeeded" });
  expect((await first).status).toBe(200);
});

it("fails a payment, and has it succeed with the next card", async () => {
  const { shop, reader, intent } = await payWith("4000000000000002");
  await shop.make(`${READERS}/${reader}/process_payment_intent`, `payment_intent=${intent.id}`);

  await present(shop, reader);

  const types = await eventTypes(shop);
  expect(types.indexOf("payment_intent.payment_failed")).toBeLessThan(types.indexOf("payment_intent.succeeded"));
  expect(await shop.make(`GET /v1/payment_intents/${intent.id}`)).toMatchObject({ status: "succeeded" });
});

it("replays a decline for a day to who uses its key again, whatever the card would say now", async () => {
  const shop = await openShop();
  const { id } = await shop.make(PI, "amount=2000&currency=chf&allowed_payment_method_types[]=card");
  const tryCard = (card: string, key: string) =>
    shop.ask(`${PI}/${id}/confirm`, `payment_method=${card}`, { "idempotency-key": key });
  const first = await tryCard("pm_card_chargeDeclined", "sale-1");

  const again = await tryCard("pm_card_chargeDeclined", "sale-1");
  const other = await tryCard("pm_card_visa", "sale-1");
  const fresh = await tryCard("pm_card_visa", "sale-1-2");

  expect(again.body).toEqual(first.body);
  expect([first.status, again.status, other.status, fresh.status]).toEqual([402, 402, 400, 200]);
});

it("waits for a card without an end and without a sign", async () => {
  const { shop, reader } = await sell();
  const before = await eventTypes(shop);

  await shop.advance(12 * 3_600_000);

  expect(await shop.make(`GET /v1/terminal/readers/${reader}`)).toMatchObject({ action: { status: "in_progress" } });
  expect(await eventTypes(shop)).toEqual(before);
});

it("takes the money of one order twice, by two intents", async () => {
  const shop = await openShop();
  const reader = await readerIn(shop);
  for (const _ of ["first", "second"]) {
    const { id } = await shop.make(PI, `amount=2000&currency=chf&metadata[order]=7&${CARD_PRESENT}`);
    await shop.make(`${READERS}/${reader}/process_payment_intent`, `payment_intent=${id}`);
    await present(shop, reader);
  }

  const { data } = (await shop.make("GET /v1/charges")) as unknown as { data: { paid: boolean }[] };
  expect(data.map(({ paid }) => paid)).toEqual([true, true]);
});
