import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { parse } from "qs";

import { ConformanceChecker, type Violation } from "./conformance-checker.js";
import type { Figures } from "./coverage.js";
import type { OpenApiDocument } from "./openapi-document.js";

export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly target: string;
  readonly requestBody: string;
  readonly status: number;
  readonly answerBody: string;
}

export interface RecorderOptions {
  /** False where requests are wrong on purpose. Default true. */
  readonly checksRequests?: boolean;
}

/** Holds all traffic that passes through it to the document, and counts what it saw. */
export class Recorder {
  readonly violations: Violation[] = [];
  /** Bodies that a fault cut short: no JSON, so nothing to hold to the document. */
  cutShort = 0;
  readonly #checker: ConformanceChecker;
  readonly #checksRequests: boolean;

  constructor(document: OpenApiDocument, { checksRequests = true }: RecorderOptions = {}) {
    this.#checker = new ConformanceChecker(document);
    this.#checksRequests = checksRequests;
  }

  readonly note = ({ method, target, requestBody, status, answerBody }: Exchange): void => {
    const [pathname = "", query = ""] = target.split("?");
    if (!pathname.startsWith("/v1/")) return;
    const params = { ...parse(query, FORM), ...parse(requestBody, FORM) };
    if (this.#checksRequests) this.violations.push(...this.#checker.checkRequest({ method, pathname, params }));
    const body = parseJson(answerBody);
    if (body === undefined) this.cutShort += 1;
    else this.violations.push(...this.#checker.checkAnswer(method, pathname, { status, body }));
  };

  /** A delivered webhook's body. */
  noteEvent(body: string): void {
    this.violations.push(...this.#checker.checkEvent(JSON.parse(body)));
  }

  figures(): Figures {
    return this.#checker.coverage.figures();
  }
}

const FORM = { arrayLimit: 1000, depth: 20, parameterLimit: 5000 } as const;

/** For a client that takes a `fetch` of its own, or a sandbox without a port. */
export function recording(
  note: (exchange: Exchange) => void,
  through: (request: Request) => Promise<Response>,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const requestBody = await request.clone().text();
    const answer = await through(request);
    const { pathname, search } = new URL(request.url);
    const answerBody = await answer.clone().text();
    note({ method: request.method, target: `${pathname}${search}`, requestBody, status: answer.status, answerBody });
    return answer;
  };
}

export interface RecordingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands between a client and a sandbox that are both reached by address: the whole of an e2e shop can be recorded so.
 * A connection that the sandbox drops is dropped here too.
 */
export async function openRecordingProxy(
  note: (exchange: Exchange) => void,
  sandboxUrl: string,
): Promise<RecordingProxy> {
  const server = createServer((incoming, response) => {
    passOn(note, sandboxUrl, { incoming, response }).catch(() => incoming.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function passOn(
  note: (exchange: Exchange) => void,
  sandboxUrl: string,
  { incoming, response }: { incoming: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { method = "GET", url: target = "/" } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const requestBody = Buffer.concat(chunks).toString("utf8");
  const { host: _host, connection: _connection, "content-length": _length, ...headers } = incoming.headers;
  const answer = await fetch(`${sandboxUrl}${target}`, {
    method,
    headers: headers as Record<string, string>,
    redirect: "manual",
    ...(requestBody === "" ? {} : { body: requestBody }),
  });
  const answerBody = await answer.text();
  note({ method, target, requestBody, status: answer.status, answerBody });
  const { connection: _hop, "transfer-encoding": _encoding, ...passed } = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, { ...passed, "content-length": Buffer.byteLength(answerBody) });
  response.end(answerBody);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
