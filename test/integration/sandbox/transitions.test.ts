import { expect, it } from "vitest";

import { openShop, present, readerIn, type Body, type Shop } from "./open-shop.js";

/** An intent for every way of paying: held on a reader, at once elsewhere. */
const SALE =
  "amount=2000&currency=chf&capture_method=automatic&allowed_payment_method_types[]=card" +
  "&allowed_payment_method_types[]=card_present&allowed_payment_method_types[]=twint" +
  "&payment_method_options[card_present][capture_method]=manual";

const DECLINED = "card_present[number]=4000000000000002";
const READERS = "POST /v1/terminal/readers";
const TWINT = "payment_method_data[type]=twint&return_url=https://till.example/back";

interface Case {
  readonly shop: Shop;
  readonly intent: string;
  /** The reader that the intent was at, or is. */
  readonly reader: string;
  readonly other: string;
}

/** How an intent gets into each state. */
const STATES: Readonly<Record<string, (at: Case) => Promise<unknown>>> = {
  "requires_payment_method, new": async () => {},
  "requires_payment_method, at a reader": (at) => commandReader(at, "process_payment_intent"),
  "requires_payment_method, declined": (at) => pay(at, DECLINED),
  "requires_confirmation, card read": async (at) => {
    await commandReader(at, "collect_payment_method");
    await present(at.shop, at.reader);
  },
  "requires_confirmation, card online": ({ shop, intent }) =>
    shop.make(`POST /v1/payment_intents/${intent}`, "payment_method=pm_card_visa"),
  requires_action: ({ shop, intent }) => shop.make(`POST /v1/payment_intents/${intent}/confirm`, TWINT),
  requires_capture: (at) => pay(at),
  "succeeded, captured in part": async (at) => {
    await pay(at);
    await at.shop.make(`POST /v1/payment_intents/${at.intent}/capture`, "amount_to_capture=1500");
  },
  "succeeded, online": ({ shop, intent }) =>
    shop.make(`POST /v1/payment_intents/${intent}/confirm`, "payment_method=pm_card_visa"),
  "succeeded, refunded": async (at) => {
    await STATES["succeeded, online"]?.(at);
    await at.shop.make("POST /v1/refunds", `payment_intent=${at.intent}`);
  },
  canceled: ({ shop, intent }) => shop.make(`POST /v1/payment_intents/${intent}/cancel`),
};

const COMMANDS: Readonly<Record<string, (at: Case) => readonly [line: string, form?: string]>> = {
  "new amount": ({ intent }) => [`POST /v1/payment_intents/${intent}`, "amount=3000"],
  "new metadata": ({ intent }) => [`POST /v1/payment_intents/${intent}`, "metadata[a]=1"],
  confirm: ({ intent }) => [`POST /v1/payment_intents/${intent}/confirm`],
  "confirm a card": ({ intent }) => [`POST /v1/payment_intents/${intent}/confirm`, "payment_method=pm_card_visa"],
  "confirm a bad card": ({ intent }) => [
    `POST /v1/payment_intents/${intent}/confirm`,
    "payment_method=pm_card_chargeDeclined",
  ],
  "confirm TWINT": ({ intent }) => [`POST /v1/payment_intents/${intent}/confirm`, TWINT],
  capture: ({ intent }) => [`POST /v1/payment_intents/${intent}/capture`],
  "capture a part": ({ intent }) => [`POST /v1/payment_intents/${intent}/capture`, "amount_to_capture=500"],
  cancel: ({ intent }) => [`POST /v1/payment_intents/${intent}/cancel`],
  refund: ({ intent }) => ["POST /v1/refunds", `payment_intent=${intent}`],
  process: ({ intent, other }) => [`${READERS}/${other}/process_payment_intent`, `payment_intent=${intent}`],
  collect: ({ intent, other }) => [`${READERS}/${other}/collect_payment_method`, `payment_intent=${intent}`],
  "confirm at the reader": ({ intent, reader }) => [
    `${READERS}/${reader}/confirm_payment_intent`,
    `payment_intent=${intent}`,
  ],
  "tap a card": ({ reader }) => [`POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`],
  "cancel the reader's action": ({ reader }) => [`${READERS}/${reader}/cancel_action`],
};

function commandReader({ shop, intent, reader }: Case, command: string): Promise<Body> {
  return shop.make(`${READERS}/${reader}/${command}`, `payment_intent=${intent}`);
}

async function pay(at: Case, card = ""): Promise<void> {
  await commandReader(at, "process_payment_intent");
  await present(at.shop, at.reader, card);
}

/** What each command answers to an intent in this state, and which state it leaves: `code → status`. */
async function outcomesIn(state: string): Promise<Record<string, string>> {
  const shop = await openShop();
  const outcomes: Record<string, string> = {};
  for (const [name, command] of Object.entries(COMMANDS)) {
    const at = { shop, intent: (await shop.make("POST /v1/payment_intents", SALE)).id, ...(await twoReaders(shop)) };
    await STATES[state]?.(at);
    const { status, error } = await shop.ask(...command(at));
    const after = await shop.make(`GET /v1/payment_intents/${at.intent}`);
    const answer = error ? `${status} ${error.code ?? "uncoded"}` : "ok";
    outcomes[name] = `${answer} → ${String(after["status"])}`;
  }
  return outcomes;
}

async function twoReaders(shop: Shop): Promise<Pick<Case, "reader" | "other">> {
  return { reader: await readerIn(shop), other: await readerIn(shop) };
}

const UNEXPECTED = "400 payment_intent_unexpected_state";
const INVALID = "400 intent_invalid_state";

/** The fate of what was not paid yet: anything may still be done but what takes or returns money. */
function open(status: string): Record<string, string> {
  return {
    "new amount": `ok → ${status}`,
    "new metadata": `ok → ${status}`,
    confirm: `${UNEXPECTED} → ${status}`,
    "confirm a card": "ok → succeeded",
    "confirm a bad card": "402 card_declined → requires_payment_method",
    "confirm TWINT": "ok → requires_action",
    capture: `${UNEXPECTED} → ${status}`,
    "capture a part": `${UNEXPECTED} → ${status}`,
    cancel: "ok → canceled",
    refund: `400 uncoded → ${status}`,
    process: `${INVALID} → ${status}`,
    collect: `${INVALID} → ${status}`,
    "confirm at the reader": `${INVALID} → ${status}`,
    "tap a card": `400 uncoded → ${status}`,
    "cancel the reader's action": `ok → ${status}`,
  };
}

/** The only status that a reader takes. */
function unpaid(): Record<string, string> {
  const status = "requires_payment_method";
  return { ...open(status), process: `ok → ${status}`, collect: `ok → ${status}` };
}

/** What was paid or given up: only words about it may change. */
function closed(status: string): Record<string, string> {
  const refused = `${UNEXPECTED} → ${status}`;
  const confirms = { "confirm a card": refused, "confirm a bad card": refused, "confirm TWINT": refused };
  return { ...open(status), ...confirms, "new amount": refused, cancel: refused };
}

const TABLE: Readonly<Record<string, Record<string, string>>> = {
  "requires_payment_method, new": unpaid(),
  "requires_payment_method, at a reader": { ...unpaid(), "tap a card": "ok → requires_capture" },
  "requires_payment_method, declined": unpaid(),
  "requires_confirmation, card read": {
    ...open("requires_confirmation"),
    confirm: "400 uncoded → requires_confirmation",
    "confirm at the reader": "ok → requires_capture",
    "cancel the reader's action": "ok → requires_payment_method",
  },
  "requires_confirmation, card online": { ...open("requires_confirmation"), confirm: "ok → succeeded" },
  requires_action: {
    ...open("requires_action"),
    // The page shows the old amount, and a new one needs a return_url again.
    "new amount": "ok → requires_confirmation",
    confirm: "400 uncoded → requires_action",
  },
  requires_capture: {
    ...closed("requires_capture"),
    capture: "ok → succeeded",
    "capture a part": "ok → succeeded",
    cancel: "ok → canceled",
  },
  "succeeded, captured in part": { ...closed("succeeded"), refund: "ok → succeeded" },
  "succeeded, online": { ...closed("succeeded"), refund: "ok → succeeded" },
  "succeeded, refunded": { ...closed("succeeded"), refund: "400 charge_already_refunded → succeeded" },
  canceled: closed("canceled"),
};

it.each(Object.keys(TABLE))("%s", async (state) => {
  expect(await outcomesIn(state)).toEqual(TABLE[state]);
});
