import { randomUUID } from "node:crypto";
import { Stripe } from "stripe";
import { Connection } from "./connection.js";
import type { Sides } from "./open-sides.js";

/** As many as Stripe's deliveries come at once on a busy day. */
const CONNECTIONS = 8;

/** Delivers new events, signed beforehand, as fast as they are answered. Answers how many were stored in a second. */
export async function webhooksPerSecond(port: number, { webhookSecret }: Sides, count: number): Promise<number> {
  const requests = Array.from({ length: count }, () => signedRequest(webhookSecret));
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
  const began = performance.now();
  await Promise.all(connections.map((connection) => deliver(connection, requests)));
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  return count / seconds;
}

async function deliver(connection: Connection, requests: string[]): Promise<void> {
  for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
    const { status, body } = await connection.send(request);
    if (status !== 200) throw new Error(`a webhook was answered ${status}: ${body}`);
  }
}

function signedRequest(secret: string): string {
  const payload = JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    type: "payment_intent.succeeded",
    data: { object: { id: `pi_${randomUUID()}`, object: "payment_intent", description: "x".repeat(BODY_BYTES) } },
  });
  return [
    "POST /webhooks/stripe HTTP/1.1",
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(payload)}`,
    `Stripe-Signature: ${Stripe.webhooks.generateTestHeaderString({ payload, secret })}`,
    "",
    payload,
  ].join("\r\n");
}

/** About what the event of a PaymentIntent takes. */
const BODY_BYTES = 2_000;
