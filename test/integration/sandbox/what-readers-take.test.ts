import { describe, expect, it } from "vitest";

import { openShop, present, readerIn } from "./open-shop.js";
import { CARD_PRESENT } from "./pay-on-reader.js";

const READERS = "POST /v1/terminal/readers";

describe("the methods of an intent", () => {
  it.each([
    ["ignored", ["card_present"], 200],
    ["ignored", ["card_present", "card"], 200],
    ["ignored", ["card_present", "twint"], 200],
    ["refused", ["card_present"], 200],
    ["refused", ["card_present", "twint"], 400],
    ["ignored", ["twint"], 400],
    ["ignored", ["card"], 400],
    ["ignored", [], 400],
  ])("where mixed TWINT is %s: %j for %i", async (mixed_twint, types, status) => {
    const shop = await openShop({ mixed_twint });
    const reader = await readerIn(shop);
    const named = types.map((type) => `&allowed_payment_method_types[]=${type}`).join("");
    const { id } = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf${named}`);
    const given = `payment_intent=${id}`;

    const process = await shop.ask(`${READERS}/${reader}/process_payment_intent`, given);
    const collect = await shop.ask(`${READERS}/${reader}/collect_payment_method`, given);

    expect([process.status, collect.status]).toEqual([status, status]);
    expect(process.error?.param).toBe(status === 200 ? undefined : "payment_intent");
  });
});

describe("the red key", () => {
  it.each([
    ["fails_action", { status: "failed", failure_code: "customer_canceled" }],
    ["clears_only", { status: "succeeded", failure_code: null }],
  ])("%s where a card was collected: %j", async (red_key, action) => {
    const shop = await openShop({ red_key });
    const reader = await readerIn(shop);
    const { id } = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
    await shop.make(`${READERS}/${reader}/collect_payment_method`, `payment_intent=${id}`);
    await present(shop, reader);

    await shop.control("POST", `readers/${reader}`, { red_key: true });

    expect(await shop.make(`GET /v1/terminal/readers/${reader}`)).toMatchObject({ action });
    expect(await shop.make(`GET /v1/payment_intents/${id}`)).toMatchObject({ status: "requires_payment_method" });
  });

  it("tells nobody anything while the reader is cut off", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop);
    const { id } = await shop.make("POST /v1/payment_intents", `amount=2000&currency=chf&${CARD_PRESENT}`);
    await shop.make(`${READERS}/${reader}/collect_payment_method`, `payment_intent=${id}`);
    await present(shop, reader);
    await shop.control("POST", `readers/${reader}`, { network: "lost" });

    expect(await shop.control("POST", `readers/${reader}`, { red_key: true })).toHaveProperty("error");
    expect(await shop.make(`GET /v1/payment_intents/${id}`)).toMatchObject({ status: "requires_confirmation" });
  });
});
