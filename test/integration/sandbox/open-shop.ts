import { expect } from "vitest";

import { openSandbox, type OpenSandbox } from "./open-sandbox.js";

export type Body = Record<string, unknown> & { readonly id: string };

interface ErrorBody {
  readonly code?: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly param?: string;
}

interface Told {
  readonly status: number;
  readonly body: Body;
  readonly error: ErrorBody | undefined;
}

/** A sandbox spoken to in plain HTTP by the newest version, on a clock that stands still. */
export interface Shop extends OpenSandbox {
  /** `POST /v1/…` with a form, or `GET /v1/…`. */
  readonly ask: (line: string, form?: string, headers?: Record<string, string>) => Promise<Told>;
  /** The same where nothing may go wrong. */
  readonly make: (line: string, form?: string) => Promise<Body>;
  readonly advance: (ms: number) => Promise<unknown>;
}

const NEWEST = { "stripe-version": "2026-10-28.endive" };

export async function openShop(behaviour: object = {}): Promise<Shop> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  await open.control("POST", "behaviour", behaviour);

  const ask: Shop["ask"] = async (line, form = "", headers = {}) => {
    const [method = "", path = ""] = line.split(" ");
    const init = { headers: { ...NEWEST, ...headers }, ...(method === "POST" ? { body: form } : {}) };
    const answer = await open.raw(method, path, init);
    const body = (await answer.json()) as Body;
    return { status: answer.status, body, error: body["error"] as Told["error"] };
  };
  const make: Shop["make"] = async (line, form) => {
    const { status, body } = await ask(line, form);
    expect([status, body["error"]]).toEqual([200, undefined]);
    return body;
  };
  const advance: Shop["advance"] = (advance_ms) => open.control("POST", "clock", { advance_ms });
  return { ...open, ask, make, advance };
}

const STREETS: Readonly<Record<string, string>> = {
  AU: "address[city]=Sydney&address[state]=NSW&address[postal_code]=2000",
  CA: "address[city]=Toronto&address[state]=ON&address[postal_code]=M5A1A1",
  CH: "address[city]=Bern&address[postal_code]=3000",
  JP: "address[city]=Chiyoda&address[state]=Tokyo&address[postal_code]=1000001",
};

/** A simulated reader in a shop of its own, in Switzerland unless said otherwise. */
export async function readerIn(shop: Shop, country = "CH"): Promise<string> {
  const address = `address[country]=${country}&address[line1]=1+Main+Street&${STREETS[country] ?? ""}`;
  const { id: location } = await shop.make("POST /v1/terminal/locations", `display_name=Shop&${address}`);
  const form = `registration_code=simulated-wpe&location=${location}`;
  return (await shop.make("POST /v1/terminal/readers", form)).id;
}

/** Present a card by its number to a reader that waits for one. */
export function present(shop: Shop, reader: string, form = ""): Promise<Told> {
  return shop.ask(`POST /v1/test_helpers/terminal/readers/${reader}/present_payment_method`, form);
}

/** The types of all events so far, oldest first. */
export async function eventTypes(shop: Shop): Promise<unknown[]> {
  const { data } = (await shop.make("GET /v1/events?limit=100")) as unknown as { data: Body[] };
  return data.map(({ type }) => type).toReversed();
}
