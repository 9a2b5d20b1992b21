import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import type { Outcome, SandboxRequest } from "./exchange.js";

/** Far more than any request of this API needs. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** Longer than clients stay idle between two requests, or they would meet connections that are just closing. */
const KEEP_ALIVE_MS = 75_000;

export type Handle = (request: SandboxRequest) => Promise<Outcome>;

/** Plain node:http, because a dropped request has to destroy its socket. */
export function createNodeServer(handle: Handle, log: (line: string) => void): Server {
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 5_000 };
  return createServer(options, (incoming, response) => {
    exchange(handle, incoming, response).catch((error: unknown) => {
      log(`sandbox: ${incoming.method ?? ""} ${incoming.url ?? ""} failed: ${String(error)}`);
      incoming.socket.destroy();
    });
  });
}

async function exchange(handle: Handle, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const outcome = await handle(toRequest(incoming, body));
  if (outcome === "dropped") {
    incoming.socket.destroy();
    return;
  }
  response.writeHead(outcome.status, { ...outcome.headers, "content-length": Buffer.byteLength(outcome.body) });
  response.end(outcome.body);
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function toRequest(incoming: IncomingMessage, body: string): SandboxRequest {
  const target = incoming.url ?? "/";
  const question = target.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    pathname: question === -1 ? target : target.slice(0, question),
    search: question === -1 ? "" : target.slice(question),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    ),
    body,
  };
}
