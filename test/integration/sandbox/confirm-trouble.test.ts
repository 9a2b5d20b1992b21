import { expect, it } from "vitest";

import { openShop, present, readerIn, type Shop } from "./open-shop.js";
import { CARD_PRESENT } from "./pay-on-reader.js";

const READERS = "/v1/terminal/readers";
const PAID = ["succeeded", "requires_capture", 1];

interface Collected {
  readonly shop: Shop;
  readonly reader: string;
  readonly intent: string;
  readonly confirm: () => ReturnType<Shop["ask"]>;
}

/** A card that was read for 20 francs, with a tip of 3. */
async function collect(): Promise<Collected> {
  const shop = await openShop();
  const reader = await readerIn(shop);
  const form = `amount=2000&currency=chf&capture_method=manual&${CARD_PRESENT}`;
  const { id: intent } = await shop.make("POST /v1/payment_intents", form);
  await shop.make(`POST ${READERS}/${reader}/collect_payment_method`, `payment_intent=${intent}`);
  await present(shop, reader, "amount_tip=300");
  const confirm = () => shop.ask(`POST ${READERS}/${reader}/confirm_payment_intent`, `payment_intent=${intent}`);
  return { shop, reader, intent, confirm };
}

async function stateOf({ shop, reader, intent }: Collected): Promise<unknown[]> {
  const { action } = (await shop.make(`GET ${READERS}/${reader}`)) as unknown as { action: { status: string } | null };
  const { status } = await shop.make(`GET /v1/payment_intents/${intent}`);
  const { data } = (await shop.make(`GET /v1/charges?payment_intent=${intent}`)) as unknown as { data: unknown[] };
  return [action?.status ?? null, status, data.length];
}

it.each([
  [{ timeouts: 1 }, "terminal_reader_timeout", PAID, PAID],
  [{ network: "lost" }, "terminal_reader_timeout", ["succeeded", "requires_confirmation", 0], null],
  [{ network: "offline" }, "terminal_reader_offline", ["succeeded", "requires_confirmation", 0], null],
  [{ busy: true }, "terminal_reader_busy", ["succeeded", "requires_confirmation", 0], null],
  [
    { loses_network: "before_charge" },
    undefined,
    ["in_progress", "requires_confirmation", 0],
    ["in_progress", "requires_payment_method", 0],
  ],
  [
    { loses_network: "after_charge" },
    undefined,
    ["in_progress", "requires_capture", 1],
    ["in_progress", "requires_capture", 1],
  ],
  [{ loses_network: "authorizes_later" }, undefined, ["in_progress", "requires_confirmation", 0], PAID],
  [
    { connection_error: "before" },
    undefined,
    ["failed", "requires_payment_method", 0],
    ["failed", "requires_payment_method", 0],
  ],
  [{ connection_error: "after" }, undefined, ["failed", "requires_capture", 1], ["failed", "requires_capture", 1]],
])("with %j, confirming says %s and leaves %j, and %j two minutes on", async (trouble, code, right, later) => {
  const open = await collect();
  await open.shop.control("POST", `readers/${open.reader}`, trouble);

  const { error } = await open.confirm();
  const rightAfter = await stateOf(open);
  await open.shop.advance(120_000);

  expect(error?.code).toBe(code);
  expect(rightAfter).toEqual(right);
  expect(await stateOf(open)).toEqual(later ?? ["succeeded", "requires_payment_method", 0]);
});

it("confirms what the intent is by then, and the tip on top", async () => {
  const open = await collect();
  await open.shop.make(`POST /v1/payment_intents/${open.intent}`, "amount=2500");

  await open.confirm();

  expect(await open.shop.make(`GET /v1/payment_intents/${open.intent}`)).toMatchObject({
    amount: 2800,
    amount_capturable: 2800,
    amount_details: { tip: { amount: 300 } },
  });
});

it("can be confirmed once the trouble is over, as long as the card is held", async () => {
  const open = await collect();
  await open.shop.control("POST", `readers/${open.reader}`, { network: "lost" });
  await open.confirm();
  await open.shop.advance(29_999);
  await open.shop.control("POST", `readers/${open.reader}`, { network: "online" });

  expect((await open.confirm()).body["action"]).toMatchObject({ status: "succeeded" });
});
