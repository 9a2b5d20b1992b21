import { describe, expect, it } from "vitest";

import { eventTypes, openShop, present, readerIn, type Body, type Shop } from "./open-shop.js";
import { CARD_PRESENT } from "./pay-on-reader.js";

const READERS = "POST /v1/terminal/readers";
const PI = "POST /v1/payment_intents";

function saleIn(shop: Shop): Promise<Body> {
  return shop.make(PI, `amount=2000&currency=chf&capture_method=manual&${CARD_PRESENT}`);
}

function hand(shop: Shop, reader: string, intent: string) {
  return shop.ask(`${READERS}/${reader}/process_payment_intent`, `payment_intent=${intent}`);
}

async function actionOf(shop: Shop, reader: string): Promise<Record<string, unknown> | null> {
  return (await shop.make(`GET /v1/terminal/readers/${reader}`))["action"] as Record<string, unknown> | null;
}

async function chargesOf(shop: Shop, intent: string): Promise<unknown[]> {
  return ((await shop.make(`GET /v1/charges?payment_intent=${intent}`)) as unknown as { data: unknown[] }).data;
}

/** One intent at two readers. */
async function openTwo(behaviour: object = {}) {
  const shop = await openShop(behaviour);
  const readers = [await readerIn(shop), await readerIn(shop)] as const;
  const { id: intent } = await saleIn(shop);
  for (const reader of readers) await hand(shop, reader, intent);
  return { shop, readers, intent };
}

/** One intent that is being authorized for five seconds. */
async function openBusy() {
  const shop = await openShop({ authorize_ms: 5_000 });
  const reader = await readerIn(shop);
  const { id: intent } = await saleIn(shop);
  await hand(shop, reader, intent);
  await present(shop, reader);
  return { shop, reader, intent };
}

describe("two readers that wait for one intent", () => {
  it.each([0, 5_000])(
    "take its money once, each card read in the same moment, authorized in %i ms",
    async (authorize_ms) => {
      const { shop, readers, intent } = await openTwo({ authorize_ms });

      await Promise.all(readers.map((reader) => present(shop, reader)));
      await shop.advance(authorize_ms);

      const actions = [await actionOf(shop, readers[0]), await actionOf(shop, readers[1])];
      const ends = actions.map((action) => [action?.["status"], action?.["failure_code"]]);
      expect(ends).toContainEqual(["failed", "intent_invalid_state"]);
      expect(ends).toContainEqual(["succeeded", null]);
      expect(await chargesOf(shop, intent)).toHaveLength(1);
    },
  );

  it("leave it to one of them to confirm what it read", async () => {
    const { shop, readers, intent } = await openTwo();
    const [first, second] = readers;
    await shop.make(`${READERS}/${first}/collect_payment_method`, `payment_intent=${intent}`);
    await present(shop, first);

    await present(shop, second);
    const confirmed = await shop.make(`${READERS}/${first}/confirm_payment_intent`, `payment_intent=${intent}`);

    expect(await actionOf(shop, second)).toMatchObject({ status: "failed", failure_code: "intent_invalid_state" });
    expect(confirmed["action"]).toMatchObject({ status: "succeeded" });
    expect(await chargesOf(shop, intent)).toHaveLength(1);
  });
});

describe("two commands in the same moment", () => {
  it("to one reader leave the later one in its slot, and no intent touched", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const [first, second] = [await saleIn(shop), await saleIn(shop)];

    const answers = await Promise.all([hand(shop, reader, first.id), hand(shop, reader, second.id)]);

    const shown = answers.map(({ body }) => (body["action"] as Body)["process_payment_intent"]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(shown).toContainEqual((await actionOf(shop, reader))?.["process_payment_intent"]);
    for (const { id } of [first, second])
      expect(await shop.make(`GET /v1/payment_intents/${id}`)).toMatchObject({ status: "requires_payment_method" });
  });

  it("by two cards at one reader charge one", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const { id } = await saleIn(shop);
    await hand(shop, reader, id);

    const answers = await Promise.all([present(shop, reader), present(shop, reader)]);

    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses).toContain(400);
    expect(await chargesOf(shop, id)).toHaveLength(1);
  });

  it.each([
    ["capture", "capture"],
    ["capture", "cancel"],
    ["cancel", "cancel"],
  ])("to %s and to %s: one is done", async (one, other) => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const { id } = await saleIn(shop);
    await hand(shop, reader, id);
    await present(shop, reader);

    const answers = await Promise.all([shop.ask(`${PI}/${id}/${one}`), shop.ask(`${PI}/${id}/${other}`)]);

    const ends = answers.map(({ status, error }) => [status, error?.code]);
    expect(ends).toContainEqual([200, undefined]);
    expect(ends).toContainEqual([400, "payment_intent_unexpected_state"]);
  });
});

describe("while a reader authorizes", () => {
  it("a cancelled intent is not charged, and the action fails", async () => {
    const { shop, reader, intent } = await openBusy();
    const busy = await shop.ask(`${READERS}/${reader}/cancel_action`);
    await shop.make(`${PI}/${intent}/cancel`);

    await shop.advance(5_000);

    expect(busy.error).toMatchObject({ code: "terminal_reader_busy" });
    expect(await actionOf(shop, reader)).toMatchObject({ status: "failed", failure_code: "intent_invalid_state" });
    expect(await chargesOf(shop, intent)).toEqual([]);
  });

  it("an intent that is paid online meanwhile is not paid twice", async () => {
    const shop = await openShop({ authorize_ms: 5_000 });
    const reader = await readerIn(shop);
    const { id } = await shop.make(PI, `amount=2000&currency=chf&${CARD_PRESENT}&allowed_payment_method_types[]=card`);
    await hand(shop, reader, id);
    await present(shop, reader);
    await shop.make(`${PI}/${id}/confirm`, "payment_method=pm_card_visa");

    await shop.advance(5_000);

    expect(await actionOf(shop, reader)).toMatchObject({ status: "failed", failure_code: "intent_invalid_state" });
    expect(await chargesOf(shop, id)).toHaveLength(1);
  });

  it("a reset forgets it: nothing comes after, and a new reader is free", async () => {
    const { shop, reader } = await openBusy();

    await shop.control("POST", "reset", {});
    await shop.control("POST", "clock", { advance_ms: 10_000 });

    const next = await readerIn(shop);
    const { id } = await saleIn(shop);
    await hand(shop, next, id);
    await present(shop, next);
    expect((await shop.ask(`GET /v1/terminal/readers/${reader}`)).status).toBe(404);
    expect(await actionOf(shop, next)).toMatchObject({ status: "succeeded" });
    expect(await eventTypes(shop)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "terminal.reader.action_succeeded",
    ]);
  });

  it("its state can be put into another sandbox, where it goes on", async () => {
    const { shop, reader, intent } = await openBusy();
    const elsewhere = await openShop();

    await elsewhere.control("POST", "state", await shop.control("GET", "state"));
    await elsewhere.advance(5_000);

    expect(await actionOf(elsewhere, reader)).toMatchObject({ status: "succeeded" });
    expect(await elsewhere.make(`GET /v1/payment_intents/${intent}`)).toMatchObject({ status: "requires_capture" });
  });

  it("a clock that stands still keeps it busy, and one that goes on lets it end", async () => {
    const shop = await openShop({ authorize_ms: 50 });
    const reader = await readerIn(shop);
    const { id } = await saleIn(shop);
    await hand(shop, reader, id);
    await present(shop, reader);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    const during = await hand(shop, reader, id);

    await shop.control("POST", "clock", { freeze: false });

    expect(during.error).toMatchObject({ code: "terminal_reader_busy" });
    await expect.poll(async () => (await actionOf(shop, reader))?.["status"]).toBe("succeeded");
  });
});

it("does not expire a hold that was cancelled", async () => {
  const shop = await openShop();
  const reader = await readerIn(shop);
  const { id } = await saleIn(shop);
  await hand(shop, reader, id);
  await present(shop, reader);
  await shop.make(`${PI}/${id}/cancel`, "cancellation_reason=abandoned");
  const before = await eventTypes(shop);

  await shop.advance(10 * 86_400_000);

  expect(await eventTypes(shop)).toEqual(before);
  expect(await shop.make(`GET /v1/payment_intents/${id}`)).toMatchObject({ cancellation_reason: "abandoned" });
});
