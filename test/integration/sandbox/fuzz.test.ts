import { once } from "node:events";
import { connect } from "node:net";

import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startSandbox, type Sandbox } from "../../../src/sandbox/start-sandbox.js";
import { fuzzedRequest, type FuzzedRequest } from "./fuzz-requests.js";

const SEED = 20_261_122;
const REQUESTS = 2_800;
const BYTE_STREAMS = 200;

/** Far above what any request needs on a busy machine: beyond it, the sandbox hangs. */
const HANGS_AFTER_MS = 5_000;

const TYPES = ["api_error", "card_error", "idempotency_error", "invalid_request_error"];

describe("against anything that may be sent", () => {
  const lines: string[] = [];
  let sandbox: Sandbox;
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, seed: "fuzz", log: (line) => lines.push(line) });
    // The addresses that fuzz makes up for webhooks are not to be called.
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: "POST", body: '{"mode":"off"}' });
    ids = await makeObjects(sandbox);
  });
  afterAll(() => sandbox.close());

  it("answers like Stripe: an object, or an error in Stripe's shape, and never a fault of its own", async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fuzzedRequest, async (request) => {
        const { status, body } = await send(sandbox, named(request, ids));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);

        expect(status).toBeLessThan(500);
        expectStripes(status, body);
      }),
      { seed: SEED, numRuns: REQUESTS },
    );

    expect(lines).toEqual([]);
    // Fuzz that never gets past the door proves nothing.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 20);
  }, 30_000);

  it("answers bytes that are no HTTP with an error body, and goes on", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(
        "GET / HTTP/9.9\r\n\r\n",
        "GET\r\n\r\n",
        "POST /v1/account HTTP/1.1\r\nContent-Length: x\r\n\r\n",
      ),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const answer = await sendBytes(sandbox.port, sent);

        expect(answer === "" || answer.includes('"error"')).toBe(true);
      }),
      { seed: SEED, numRuns: BYTE_STREAMS },
    );

    expect((await send(sandbox, { method: "GET", path: "/v1/account", headers: KEY, body: undefined })).status).toBe(
      200,
    );
  }, 30_000);

  it.each([
    ["no host", "GET /v1/account HTTP/1.1\r\n{key}\r\n", "200 OK"],
    ["the whole address, as to a proxy", "GET http://api.stripe.com/v1/account HTTP/1.1\r\n{key}\r\n", "200 OK"],
    ["an expectation that nobody knows", "GET /v1/account HTTP/1.1\r\nExpect: more\r\n{key}\r\n", "200 OK"],
    ["a tunnel", "CONNECT api.stripe.com:443 HTTP/1.1\r\n\r\n", "400 Bad Request"],
    ["too large headers", `GET /v1/account HTTP/1.1\r\nx: ${"x".repeat(20_000)}\r\n{key}\r\n`, "431 Request Header"],
    [
      "no end of a body",
      "POST /v1/refunds HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{key}\r\nZZ\r\n",
      "400 Bad Request",
    ],
  ])("answers a request with %s in so many words", async (_what, request, status) => {
    const key = `Authorization: ${KEY.authorization}\r\nConnection: close\r\n`;

    const answer = await sendBytes(sandbox.port, request.replace("{key}", key));

    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toContain(status === "200 OK" ? '"object": "account"' : '"error"');
  });

  it.each([1_048_577, 3_000_000])("refuses a body of %d bytes in so many words", async (size) => {
    const answer = await send(sandbox, { method: "POST", path: "/v1/refunds", headers: KEY, body: "a".repeat(size) });

    expect(answer.status).toBe(413);
    expectStripes(answer.status, answer.body);
  });
});

/** Something for the requests to be about; the fuzz changes and deletes it as it likes. */
async function makeObjects(sandbox: Sandbox): Promise<Record<string, string>> {
  const make = async (path: string, body: string) => {
    const answer = await send(sandbox, { method: "POST", path, headers: KEY, body });
    return JSON.parse(answer.body) as Record<string, string>;
  };
  const address = "address[country]=CH&address[line1]=A&address[city]=B&address[postal_code]=8001";
  const { id: location = "" } = await make("/v1/terminal/locations", `display_name=A&${address}`);
  const { id: reader = "" } = await make(
    "/v1/terminal/readers",
    `registration_code=simulated-wpe&location=${location}`,
  );
  const card = "payment_method_types[]=card&payment_method=pm_card_visa&confirm=true";
  const paid = await make("/v1/payment_intents", `amount=2000&currency=chf&${card}`);
  const charge = paid["latest_charge"] ?? "";
  const { id: refund = "" } = await make("/v1/refunds", `charge=${charge}&amount=5`);
  const { id: intent = "" } = await make(
    "/v1/payment_intents",
    "amount=2000&currency=chf&payment_method_types[]=card_present&payment_method_types[]=card",
  );
  const method = paid["payment_method"] ?? "";
  return { location, reader, intent, charge, refund, method, payment_method: method, account: sandbox.accountId };
}

function named(request: FuzzedRequest, ids: Readonly<Record<string, string>>): FuzzedRequest {
  const name = (text: string) =>
    text.replaceAll(/\{(\w+)\}|%7B(\w+)%7D/g, (_, a: string, b: string) => ids[a ?? b] ?? "none");
  return { ...request, path: name(request.path), body: request.body === undefined ? undefined : name(request.body) };
}

const KEY = { authorization: "Bearer sk_test_fuzz", "content-type": "application/x-www-form-urlencoded" };

async function send({ url }: Sandbox, { method, path, headers, body }: FuzzedRequest) {
  const signal = AbortSignal.timeout(HANGS_AFTER_MS);
  const answer = await fetch(`${url}${path}`, { method, headers, signal, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, body: text };
}

function expectStripes(status: number, body: string): void {
  const { error, object } = JSON.parse(body) as { error?: { type: string; message: string }; object?: string };
  const isObject = status === 200 && typeof object === "string";
  const isError = status !== 200 && TYPES.includes(error?.type ?? "") && typeof error?.message === "string";
  expect(isObject || isError, `${status} ${body.slice(0, 300)}`).toBe(true);
}

async function sendBytes(port: number, bytes: Uint8Array | string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString("utf8")));
  socket.on("error", () => undefined);
  socket.end(bytes);
  await once(socket, "close", { signal: AbortSignal.timeout(HANGS_AFTER_MS) });
  return answer;
}
