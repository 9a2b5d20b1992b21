import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Form fields as they came, one by one and decoded. */
  fields: [string, string][];
}

export type Reaction = (response: ServerResponse) => void;

export interface ScriptedServer {
  url: URL;
  received: ReceivedRequest[];
  close(): Promise<void>;
}

/** A Stripe that reacts as it is told, request by request; the last reaction is repeated. */
export async function startScriptedServer(...script: Reaction[]): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const react = async (request: IncomingMessage, response: ServerResponse) => {
    const fields = [...new URLSearchParams(await readBody(request))];
    const { method = "", url = "", headers } = request;
    received.push({ method, path: url, headers, fields });
    script[Math.min(received.length, script.length) - 1]?.(response);
  };
  const server = createServer((request, response) => void react(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    received,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Reaction {
  return raw(status, JSON.stringify(body), headers);
}

export function raw(status: number, text: string, headers: Record<string, string> = {}): Reaction {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", "request-id": "req_1", ...headers }).end(text);
  };
}

export function refuse(status: number, error: Record<string, unknown>): Reaction {
  return answer(status, { error: { type: "invalid_request_error", message: "No.", ...error } });
}

export const dropConnection: Reaction = (response) => {
  response.socket?.destroy();
};

export const staySilent: Reaction = () => undefined;

/** Promises a longer body than it sends. */
export const cutBody: Reaction = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000", "request-id": "req_1" });
  response.write('{"id":"pi_1",', () => response.socket?.destroy());
};

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
