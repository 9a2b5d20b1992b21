import { Connection, type Answer } from "./connection.js";
import { get, post } from "./requests.js";

/** As many tills as a busy shop has; enough to keep one core of the server from waiting. */
const TILLS = 8;

/** One connection with a reader of its own, since a reader takes one payment at a time. */
export interface Till {
  readonly connection: Connection;
  readonly reader: string;
}

/** Everything the scenarios know of the sandbox they drive. */
export interface Shop {
  readonly tills: readonly Till[];
  /** Who bought once, before all others. */
  readonly customer: string;
  /** PaymentIntents in the order in which they were made. */
  readonly intents: string[];
}

export async function openShop(port: number): Promise<Shop> {
  const address =
    "address[country]=CH&address[line1]=Bahnhofstrasse+1&address[city]=Z%C3%BCrich&address[postal_code]=8001";
  const first = await Connection.open(port);
  const customer = await idOf(first, post("/v1/customers", "name=Ada"));
  await ask(first, post("/v1/payment_intents", `${formOf(0)}&customer=${customer}`));
  first.close();

  const tills: Till[] = [];
  for (let number = 1; number <= TILLS; number += 1) {
    const connection = await Connection.open(port);
    const location = await idOf(connection, post("/v1/terminal/locations", `display_name=Shop&${address}`));
    const registration = `registration_code=simulated-wpe&location=${location}&label=Till+${number}`;
    tills.push({ connection, reader: await idOf(connection, post("/v1/terminal/readers", registration)) });
  }
  return { tills, customer, intents: [] };
}

/** The same tills before a server that knows nothing. */
export async function openBareShop(port: number): Promise<Shop> {
  const connections = await Promise.all(Array.from({ length: TILLS }, () => Connection.open(port)));
  return { tills: connections.map((connection) => ({ connection, reader: "" })), customer: "", intents: [] };
}

export function closeShop({ tills }: Shop): void {
  for (const { connection } of tills) connection.close();
}

/** Sends what must succeed: a figure of refused requests would be worth nothing. */
export async function ask(connection: Connection, request: string, status = 200): Promise<Answer> {
  const answer = await connection.send(request);
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.body}\n${request}`);
  return answer;
}

export async function idOf(connection: Connection, request: string): Promise<string> {
  const { body } = await ask(connection, request);
  const id = /"id": "([^"]+)"/.exec(body)?.[1];
  if (id === undefined) throw new Error(`no id in ${body}`);
  return id;
}

export async function createIntent({ intents }: Shop, { connection }: Till, turn: number): Promise<void> {
  intents.push(await idOf(connection, post("/v1/payment_intents", formOf(turn))));
}

/** What a till sends for one sale, from the amount to the money. */
export const REQUESTS_PER_SALE = 4;

export async function sell({ intents }: Shop, { connection, reader }: Till, turn: number): Promise<void> {
  const intent = await idOf(connection, post("/v1/payment_intents", formOf(turn)));
  const process = `/v1/terminal/readers/${reader}/process_payment_intent`;
  await ask(connection, post(process, `payment_intent=${intent}`));
  await ask(connection, post(`/v1/test_helpers/terminal/readers/${reader}/present_payment_method`, ""));
  await ask(connection, post(`/v1/payment_intents/${intent}/capture`, ""));
  intents.push(intent);
}

export async function listDeep({ intents }: Shop, { connection }: Till): Promise<void> {
  const middle = intents[Math.floor(intents.length / 2)] ?? "";
  await ask(connection, get(`/v1/payment_intents?limit=10&starting_after=${middle}`));
}

function formOf(turn: number): string {
  return (
    `amount=${2000 + 100 * (turn % 1000)}&currency=chf&allowed_payment_method_types[0]=card_present&capture_method=manual` +
    `&description=Sale+${turn}&metadata[order]=order_${turn}&metadata[till]=till_${turn % TILLS}`
  );
}
