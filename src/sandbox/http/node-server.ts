import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import type { Duplex } from "node:stream";

import { LARGEST_BODY_BYTES, refusedAtTheDoor, TOO_LARGE, type Outcome, type SandboxRequest } from "./exchange.js";

/** Of a body that is too large, so much is read and thrown away: a client that still writes does not read its answer. */
const MOST_DRAINED_BYTES = 16 * LARGEST_BODY_BYTES;

const NOT_HTTP = refusedAtTheDoor(400, "Bad request: this is not HTTP.");

/** Longer than clients stay idle between two requests, or they would meet connections that are just closing. */
const KEEP_ALIVE_MS = 75_000;

export type Handle = (request: SandboxRequest) => Promise<Outcome>;

/** Plain node:http, because a dropped request has to destroy its socket. */
export function createNodeServer(handle: Handle, log: (line: string) => void): Server {
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 5_000 };
  const server = createServer(options, (incoming, response) => {
    exchange(handle, incoming, response).catch((error: unknown) => {
      log(`sandbox: ${incoming.method ?? ""} ${incoming.url ?? ""} failed: ${String(error)}`);
      incoming.socket.destroy();
    });
  });
  return server.on("clientError", answerNoHttp);
}

function answerNoHttp(_error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { body, status } = NOT_HTTP;
  const head = `HTTP/1.1 ${status} Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

async function exchange(handle: Handle, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    response.writeHead(TOO_LARGE.status, { ...TOO_LARGE.headers, connection: "close" }).end(TOO_LARGE.body);
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
    if (size > MOST_DRAINED_BYTES) return undefined;
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return size > LARGEST_BODY_BYTES ? undefined : Buffer.concat(chunks).toString("utf8");
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
