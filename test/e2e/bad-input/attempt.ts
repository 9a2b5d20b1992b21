import { dumpTables } from "../../support/dump-tables.js";
import type { TestShop } from "../../support/test-shop.js";
import { refusalOf } from "../../support/till.js";

export interface Attempt {
  refusal: Awaited<ReturnType<typeof refusalOf>>;
  /** What the refused request changed all the same: rows of ours that came or went, and writes that Stripe was sent. */
  changes: string[];
}

/** Makes a request that must be refused, and tells what it was told and what it left behind. */
export async function attempt(shop: TestShop, request: () => Promise<unknown>): Promise<Attempt> {
  const before = await factsOf(shop);
  const refusal = await refusalOf(request());
  const after = await factsOf(shop);
  const gone = before.filter((fact) => !after.includes(fact)).map((fact) => `- ${fact}`);
  const come = after.filter((fact) => !before.includes(fact)).map((fact) => `+ ${fact}`);
  return { refusal, changes: [...gone, ...come] };
}

/** What a shop without jobs and webhooks knows: it stands still while nobody asks for anything. */
async function factsOf(shop: TestShop): Promise<string[]> {
  const { requests } = (await shop.control("journal")) as {
    requests: { request_id: string; method: string; path: string }[];
  };
  const writes = requests.filter(({ method }) => method !== "GET");
  return [
    ...(await dumpTables(shop.databaseUrl)),
    ...writes.map(({ request_id, method, path }) => `stripe ${request_id} ${method} ${path}`),
  ];
}
