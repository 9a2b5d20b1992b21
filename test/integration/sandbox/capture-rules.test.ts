import { describe, expect, it } from "vitest";

import { eventTypes, openShop, type Body, type Shop } from "./open-shop.js";
import { CARD_PRESENT, payWith } from "./pay-on-reader.js";

const PI = "POST /v1/payment_intents";

/** 20 francs held on an online card. */
async function hold(more = ""): Promise<{ shop: Shop; path: string; body: Body }> {
  const shop = await openShop();
  const form = `amount=2000&currency=chf&allowed_payment_method_types[]=card&capture_method=manual&payment_method=pm_card_visa&confirm=true&${more}`;
  const body = await shop.make(PI, form);
  return { shop, path: `${PI}/${body.id}`, body };
}

describe("a capture", () => {
  it.each(["final_capture=false", "final_capture=false&amount_to_capture=500"])(
    "is the only one: %s is refused",
    async (form) => {
      const { shop, path, body } = await hold();

      const { status, error } = await shop.ask(`${path}/capture`, form);

      expect([status, error?.param]).toEqual([400, "final_capture"]);
      expect(await shop.make(`GET /v1/payment_intents/${body.id}`)).toMatchObject({ amount_capturable: 2000 });
    },
  );

  it("may change words, metadata and what the destination gets", async () => {
    const { shop, path } = await hold("transfer_data[destination]=acct_1Shop&metadata[a]=1");
    const words = "statement_descriptor_suffix=TEA&metadata[b]=2&amount_details[discount_amount]=100";

    const captured = await shop.make(
      `${path}/capture`,
      `${words}&transfer_data[amount]=700&final_capture=true&expand[]=latest_charge`,
    );

    const both = { statement_descriptor_suffix: "TEA", transfer_data: { amount: 700, destination: "acct_1Shop" } };
    expect(captured).toMatchObject({
      ...both,
      amount_details: { discount_amount: 100 },
      metadata: { a: "1", b: "2" },
      latest_charge: both,
    });
  });

  it.each([
    ["visa on a reader", CARD_PRESENT, "4242424242424242", 4 * 86_400 + 18 * 3_600],
    ["mastercard on a reader", CARD_PRESENT, "5555555555554444", 2 * 86_400],
    ["amex on a reader", CARD_PRESENT, "378282246310005", 2 * 86_400],
    ["discover on a reader", CARD_PRESENT, "6011111111111117", 2 * 86_400],
  ])("of %s has its time, to the second", async (_, more, number, seconds) => {
    const { shop, intent } = await payWith(number, { more: `${more}&capture_method=manual` });
    const late = await payWith(number, { more: `${more}&capture_method=manual` });
    await shop.advance(seconds * 1000 - 1000);
    await late.shop.advance(seconds * 1000);

    const inTime = await shop.ask(`${PI}/${intent.id}/capture`);
    const tooLate = await late.shop.ask(`${PI}/${late.intent.id}/capture`);

    expect(inTime.body).toMatchObject({ status: "succeeded", amount_received: 2000 });
    expect(tooLate.error).toMatchObject({
      code: "payment_intent_unexpected_state",
      payment_intent: { status: "canceled", cancellation_reason: "automatic" },
    });
    expect((await eventTypes(late.shop)).slice(-2)).toEqual(["charge.expired", "payment_intent.canceled"]);
  });

  it("of an online card has seven days", async () => {
    const { shop, path, body } = await hold("expand[]=latest_charge");
    const charge = body["latest_charge"] as { created: number; payment_method_details: { card: object } };

    await shop.advance(7 * 86_400_000 - 1_000);

    expect(charge.payment_method_details.card).toMatchObject({ capture_before: charge.created + 604_800 });
    expect(await shop.make(`${path}/capture`)).toMatchObject({ status: "succeeded" });
  });
});
