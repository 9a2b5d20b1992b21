import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable, type Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";

import {
  isUpload,
  LARGEST_BODY_BYTES,
  refusedAtTheDoor,
  TOO_LARGE,
  type Handle,
  type SandboxRequest,
  type SandboxResponse,
} from "./exchange.js";

/** Of a body that is too large, so much is read and thrown away: a client that still writes does not read its answer. */
const MOST_DRAINED_BYTES = 16 * LARGEST_BODY_BYTES;

const NOT_HTTP = refusedAtTheDoor(400, "Bad request: this is not HTTP.");

/** By the names of node's errors: what was HTTP, and more or slower than is taken. */
const TOO_MUCH: Readonly<Record<string, SandboxResponse>> = {
  ERR_HTTP_REQUEST_TIMEOUT: refusedAtTheDoor(408, "The request did not arrive in time."),
  HPE_HEADER_OVERFLOW: refusedAtTheDoor(431, "The request's address and headers are too large."),
};

/** Longer than clients stay idle between two requests, or they would meet connections that are just closing. */
const KEEP_ALIVE_MS = 75_000;

/** Plain node:http, because a dropped request has to destroy its socket. */
export function createNodeServer(handle: Handle, log: (line: string) => void): Server {
  // Left to itself node answers some requests without a body, for want of a host or for an `Expect` that it doesn't know.
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: KEEP_ALIVE_MS + 5_000,
    requireHostHeader: false,
  };
  const serve = (incoming: IncomingMessage, response: ServerResponse): void => {
    exchange(handle, incoming, response).catch((error: unknown) => {
      log(`sandbox: ${incoming.method ?? ""} ${incoming.url ?? ""} failed: ${String(error)}`);
      incoming.socket.destroy();
    });
  };
  return createServer(options, serve)
    .on("checkExpectation", serve)
    .on("connect", (_incoming, socket) => refuseAt(socket, NOT_HTTP))
    .on("clientError", ({ code = "" }: NodeJS.ErrnoException, socket) => refuseAt(socket, TOO_MUCH[code] ?? NOT_HTTP));
}

function refuseAt(socket: Duplex, { body, status }: SandboxResponse): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

async function exchange(handle: Handle, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = toRequest(incoming);
  const body = isUpload(request) ? "" : await readBody(incoming);
  if (body === undefined) {
    response.writeHead(TOO_LARGE.status, { ...TOO_LARGE.headers, connection: "close" }).end(TOO_LARGE.body);
    return;
  }
  const outcome = await handle(isUpload(request) ? { ...request, upload: incoming } : { ...request, body });
  if (outcome === "dropped") {
    incoming.socket.destroy();
    return;
  }
  if ("pieces" in outcome) {
    await pipeline(Readable.from(outcome.pieces), response.writeHead(outcome.status, outcome.headers));
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

function toRequest(incoming: IncomingMessage): SandboxRequest {
  // A client that takes the sandbox for its proxy sends the whole address.
  const target = (incoming.url ?? "/").replace(/^https?:\/\/[^/?]*/i, "");
  const question = target.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    pathname: question === -1 ? target : target.slice(0, question),
    search: question === -1 ? "" : target.slice(question),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    ),
    body: "",
  };
}
