import type { RawInit } from "./open-sandbox.js";

/** Calls the sandbox bare, and reads what it answers. */
export type Ask = (line: string, body?: string, headers?: RawInit["headers"]) => Promise<Record<string, unknown>>;

export interface GoldenRow {
  readonly situation: string;
  readonly status: number;
  /** The error's keys, complete and in the order that they are sent. */
  readonly keys: string;
  readonly code?: string;
  /** Where it is not the code's usual page; null for none. */
  readonly docUrl?: string | null;
  readonly param?: string;
  /** `{id}` stands for what `given` made. */
  readonly message: string;
  /** Makes what the request is about, and answers its id. */
  readonly given?: (ask: Ask, control: (path: string, body: unknown) => Promise<unknown>) => Promise<string>;
  readonly request: readonly [line: string, body?: string, headers?: RawInit["headers"]];
}

/** A row of the table that says only what, not in which words: the words are the sandbox's own. */
export interface ChosenRow extends GoldenRow {
  readonly unknownAtStripe: "text" | "text and status" | "param" | "status";
}

const CARD = "allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true";

export const CARD_CHF = `amount=2500&currency=chf&${CARD}`;
export const CARD_USD = `amount=2500&currency=usd&${CARD}`;

export async function intent(ask: Ask, form = "amount=2000&currency=chf"): Promise<string> {
  return String((await ask("POST /v1/payment_intents", form))["id"]);
}

export async function charge(ask: Ask, form = CARD_USD): Promise<string> {
  return String((await ask("POST /v1/payment_intents", form))["latest_charge"]);
}

export async function held(ask: Ask): Promise<string> {
  return intent(ask, `${CARD_CHF}&capture_method=manual`);
}

export async function canceled(ask: Ask): Promise<string> {
  const id = await intent(ask);
  await ask(`POST /v1/payment_intents/${id}/cancel`);
  return id;
}

export async function reader(ask: Ask): Promise<string> {
  const address = "address[country]=CH&address[line1]=A+1&address[city]=B&address[postal_code]=8001";
  const location = await ask("POST /v1/terminal/locations", `display_name=Shop&${address}`);
  const form = `registration_code=simulated-wpe&location=${String(location["id"])}`;
  return String((await ask("POST /v1/terminal/readers", form))["id"]);
}
