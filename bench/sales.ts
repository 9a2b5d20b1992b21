import { randomUUID } from "node:crypto";
import { Connection } from "./connection.js";
import type { Sides } from "./open-sides.js";

export const STEPS = ["create", "process", "capture"] as const;
export type Step = (typeof STEPS)[number];
/** How long each step took, in milliseconds. */
export type Times = Record<Step, number>;

/** One till that sells by cards, one request after the other. */
export interface Seller {
  sell(): Promise<Times>;
  close(): void;
}

const HOST = "Host: 127.0.0.1";
const AMOUNT_MINOR = 2_000;

/** Through GraphQL, as a till does. */
export async function openOurSeller({ oursPort, apiKey }: Sides): Promise<Seller> {
  const connection = await Connection.open(oursPort);
  const ask = async (field: string, selection: string, input: object, type = `${capitalized(field)}Input`) => {
    const query = `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    return (await graphql(connection, apiKey, query, { input }))[field] as Record<
      string,
      { id: string; status: string }
    >;
  };
  const { readers, locations } = (await graphql(
    connection,
    apiKey,
    "{ readers(first: 1) { nodes { id } } locations(first: 1) { nodes { id } } }",
  )) as Record<"readers" | "locations", { nodes: { id: string }[] }>;
  const readerId = readers.nodes[0]?.id ?? "";
  const place = {
    locationId: locations.nodes[0]?.id ?? "",
    tillId: "bench",
    currency: "CHF",
    totalMinor: AMOUNT_MINOR,
  };
  const payment = "payment { id status }";
  return {
    async sell() {
      const { order } = await ask("createOrder", "order { id status }", { ...place, reference: randomUUID() });
      const asked = { idempotencyKey: randomUUID(), orderId: order?.id, tender: "CARD_PRESENT" };
      const [create, made] = await timed(() => ask("createPaymentIntent", payment, asked));
      const paymentId = must(made["payment"], "REQUIRES_PAYMENT_METHOD").id;
      const handOver = { attemptKey: randomUUID(), paymentId, readerId };
      const [process] = await timed(() => ask("processPaymentIntent", payment, handOver));
      await ask("presentPaymentMethod", "reader { id status }", { readerId });
      const [capture, taken] = await timed(() => ask("capturePaymentIntent", payment, { paymentId }));
      must(taken["payment"], "SUCCEEDED");
      return { create, process, capture };
    },
    close: () => connection.close(),
  };
}

/** By routes that only call Stripe's SDK; the card is presented at the sandbox itself. */
export async function openBareSeller({ barePort }: Sides): Promise<Seller> {
  const connection = await Connection.open(barePort);
  const ask = (path: string) => post(connection, path) as Promise<{ id: string; status: string }>;
  const { id: readerId } = await ask("/reader");
  return {
    async sell() {
      const [create, { id }] = await timed(() => ask(`/create?amount=${AMOUNT_MINOR}`));
      const [process] = await timed(() => ask(`/process?reader=${readerId}&intent=${id}`));
      await ask(`/present?reader=${readerId}`);
      const [capture, taken] = await timed(() => ask(`/capture?intent=${id}`));
      must(taken, "succeeded");
      return { create, process, capture };
    },
    close: () => connection.close(),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now();
  const answer = await work();
  return [performance.now() - began, answer];
}

/** A figure of sales that went wrong would be worth nothing. */
function must<T extends { status: string }>(seen: T | undefined, status: string): T {
  if (seen?.status !== status) throw new Error(`expected ${status}, got ${JSON.stringify(seen)}`);
  return seen;
}

async function graphql(
  connection: Connection,
  apiKey: string,
  query: string,
  variables: object = {},
): Promise<Record<string, unknown>> {
  const answer = await post(connection, "/graphql", JSON.stringify({ query, variables }), [
    "Content-Type: application/json",
    `Authorization: Bearer ${apiKey}`,
  ]);
  const { data, errors } = answer as { data: Record<string, unknown>; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function post(
  connection: Connection,
  path: string,
  body = "",
  headers: readonly string[] = [],
): Promise<unknown> {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const answer = await connection.send([`POST ${path} HTTP/1.1`, HOST, ...headers, length, "", body].join("\r\n"));
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
