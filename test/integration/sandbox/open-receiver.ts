import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { Stripe } from "stripe";
import { onTestFinished } from "vitest";

export interface Receiver {
  readonly url: string;
  /** Events whose signature the real client accepted, in the order of their arrival. */
  readonly events: Stripe.Event[];
  readonly rejected: string[];
  /** Of each delivery the header that signs it. */
  readonly signatures: string[];
  secret: string;
  /** What it answers to a delivery that arrives now; 200 at first. */
  status: number;
  /** How long it takes to answer. */
  delayMs: number;
}

/** A webhook endpoint that checks each signature with the real client. */
export async function openReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      accept(receiver, Buffer.concat(chunks), String(request.headers["stripe-signature"]));
      // Whoever sees the event has seen what it was answered, too.
      const { status, delayMs } = receiver;
      setTimeout(() => response.writeHead(status).end(), delayMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    events: [],
    rejected: [],
    signatures: [],
    secret: "",
    status: 200,
    delayMs: 0,
  };
  return receiver;
}

function accept(receiver: Receiver, body: Buffer, signature: string): void {
  receiver.signatures.push(signature);
  try {
    receiver.events.push(Stripe.webhooks.constructEvent(body, signature, receiver.secret));
  } catch (error) {
    receiver.rejected.push(String(error));
  }
}
