import { get, post } from "./requests.js";
import { ask, createIntent, listDeep, REQUESTS_PER_SALE, sell, type Shop, type Till } from "./shop.js";

export interface Scenario {
  readonly name: string;
  /** How often it is done for one figure. */
  readonly turns: number;
  readonly requestsPerTurn: number;
  readonly once: (shop: Shop, till: Till, turn: number) => Promise<unknown>;
}

/** A prime, so that walking by it visits intents all over the table. */
const STRIDE = 7_919;

function anyOf({ intents }: Shop, turn: number): string {
  return intents[(turn * STRIDE) % intents.length] ?? "";
}

function single(name: string, turns: number, once: Scenario["once"]): Scenario {
  return { name, turns, requestsPerTurn: 1, once };
}

/** What the floor is asked. */
export const BARE: Scenario = single("bare", 10_000, (_shop, { connection }) => ask(connection, get("/")));

/** The first one makes intents for the others. */
export const SCENARIOS: readonly Scenario[] = [
  single("create", 4000, createIntent),
  single("retrieve", 6000, (shop, { connection }, turn) =>
    ask(connection, get(`/v1/payment_intents/${anyOf(shop, turn)}`)),
  ),
  single("update metadata", 4000, (shop, { connection }, turn) =>
    ask(connection, post(`/v1/payment_intents/${anyOf(shop, turn)}`, `metadata[table]=${turn}`)),
  ),
  { name: "whole sale", turns: 1000, requestsPerTurn: REQUESTS_PER_SALE, once: sell },
  single("list 10, expanded", 1500, (_shop, { connection }) =>
    ask(connection, get("/v1/payment_intents?limit=10&expand[]=data.latest_charge&expand[]=data.customer")),
  ),
  single("list 10, deep", 1500, listDeep),
  single("list by customer", 300, ({ customer }, { connection }) =>
    ask(connection, get(`/v1/payment_intents?customer=${customer}`)),
  ),
  single("list events", 1500, (_shop, { connection }) =>
    ask(connection, get("/v1/events?limit=10&type=payment_intent.created")),
  ),
  single("replay", 6000, (_shop, { connection }) =>
    ask(connection, post("/v1/payment_intents", "amount=2000&currency=chf", "bench-replayed")),
  ),
  single("404", 6000, (_shop, { connection }) => ask(connection, get("/v1/payment_intents/pi_none"), 404)),
];
