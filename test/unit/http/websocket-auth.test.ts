import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { MAX_WAITING_SOCKETS_PER_IP } from "../../../src/http/waiting-sockets.js";
import { createTestServer } from "./test-server.js";

const UPGRADE = { headers: { "sec-websocket-protocol": "graphql-transport-ws" } };

let app: FastifyInstance;
afterEach(() => app.close());

async function connect(payload: Record<string, unknown>, headers: Record<string, string> = {}): Promise<WebSocket> {
  ({ app } = await createTestServer());
  await app.ready();
  const socket = await app.injectWS("/graphql", { headers: { ...UPGRADE.headers, ...headers } });
  socket.send(JSON.stringify({ type: "connection_init", payload }));
  return socket;
}

function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.once("close", (code: number, reason: Buffer) => resolve({ code, reason: reason.toString() }));
  });
}

describe("a WebSocket on /graphql", () => {
  it.each([
    ["without a key", {}],
    ["with another scheme", { Authorization: "Basic x" }],
    ["with a key that is no text", { Authorization: { Bearer: "x" } }],
  ])("is closed with 4403 %s", async (_what, payload) => {
    const socket = await connect(payload);

    expect(await closing(socket)).toEqual({ code: 4403, reason: "Forbidden" });
  });

  it.each([
    ["as Authorization", { Authorization: "Bearer some-key" }, {}],
    ["as authorization", { authorization: "Bearer some-key" }, {}],
    ["in the upgrade's header", {}, { authorization: "Bearer some-key" }],
  ])(
    "looks up a key that is given %s, and asks to come again later when that fails",
    async (_where, payload, headers) => {
      const socket = await connect(payload, headers);

      expect(await closing(socket)).toEqual({ code: 1013, reason: "Try again later" });
    },
  );

  it("is closed with 4401 when it asks for something before it said who it is", async () => {
    ({ app } = await createTestServer());
    await app.ready();
    const socket = await app.injectWS("/graphql", UPGRADE);

    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: "{ serverInfo { version } }" } }));

    expect((await closing(socket)).code).toBe(4401);
  });

  it("is refused to an address of which too many have not said yet who they are", async () => {
    ({ app } = await createTestServer());
    await app.ready();
    const sockets: WebSocket[] = [];
    for (let count = 0; count < MAX_WAITING_SOCKETS_PER_IP; count++)
      sockets.push(await app.injectWS("/graphql", UPGRADE));

    await expect(app.injectWS("/graphql", UPGRADE)).rejects.toThrow("429");
    for (const socket of sockets) socket.terminate();
  });
});
