import { once } from "node:events";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { UpdateOrderDocument } from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till, until } from "../../support/till.js";

const EVENTS = 400;
/** All events together are some 40 MB, many times what the two ends' kernels keep for a socket. */
const BULK = "x".repeat(100_000);
/** Long enough for a server that did not wait to have sent everything. */
const UNREAD_MS = 3_000;

const ORDER_EVENTS = /* GraphQL */ `
  subscription ($orderId: ID!) {
    orderEvents(orderId: $orderId, afterSequence: 0) {
      sequence
      order {
        totalMinor
        metadata
      }
    }
  }
`;

interface Told {
  sequence: number;
  order: { totalMinor: number };
}

describe("a WebSocket client that does not read", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  const sockets: WebSocket[] = [];
  let till: Till;
  let sql: postgres.Sql;
  beforeAll(() => {
    till = createTill(shop);
    sql = postgres(shop.databaseUrl, { max: 1, fetch_types: false });
  });
  afterAll(() => sql.end({ timeout: 1 }));
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.terminate();
  });

  async function connect(url = shop.url): Promise<WebSocket> {
    const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    sockets.push(socket);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${shop.keys.TILL}` } }));
    await once(socket, "message");
    return socket;
  }

  it("is waited for: no more events are read for it than its connection takes, and later it gets them all", async () => {
    const order = await till.openOrder(1000, { metadata: { bulk: BULK } });
    await sql`
      insert into timeline (account_id, location_id, livemode, order_id, sequence, at, type, actor, data)
      select account_id, location_id, livemode, order_id, n, at, type, actor, data
      from timeline, generate_series(2, ${EVENTS}) n where order_id = ${order.id}`;
    await sql`update orders set sequence = ${EVENTS} where id = ${order.id}`;
    const socket = await connect();
    const told: Told[] = [];
    socket.on("message", (data: Buffer) => {
      const { payload } = JSON.parse(data.toString()) as { payload?: { data: { orderEvents: Told } } };
      if (payload !== undefined) told.push(payload.data.orderEvents);
    });

    socket.pause();
    const payload = { query: ORDER_EVENTS, variables: { orderId: order.id } };
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload }));
    await new Promise((resolve) => setTimeout(resolve, UNREAD_MS));
    await till.client.request(UpdateOrderDocument, { input: { orderId: order.id, totalMinor: 900 } });
    socket.resume();
    await until(
      async () => told.length,
      (count) => count > EVENTS,
    );

    expect(told.map(({ sequence }) => sequence)).toEqual(Array.from({ length: EVENTS + 1 }, (_, index) => index + 1));
    expect(told.filter((event) => event.order.totalMinor === 1000).length).toBeLessThan(EVENTS / 2);
  });

  it("is cut off when it pings on and on, so that the answers don't fill the memory", async () => {
    const socket = await connect();
    const ping = JSON.stringify({ type: "ping", payload: { bulk: BULK } });
    socket.on("error", () => undefined);

    socket.pause();
    const pinging = setInterval(() => socket.send(ping), 1);
    const [code] = (await once(socket, "close").finally(() => clearInterval(pinging))) as [number];

    expect(code).toBe(1006);
  });

  it("has nothing new begun for it by a server that is stopping, which it has not heard of yet", async () => {
    const order = await till.openOrder(1000);
    const stopping = await shop.startAnotherInstance();
    const socket = await connect(stopping.url);
    const query = `mutation { cancelOrder(input: { orderId: "${order.id}" }) { order { id } } }`;

    socket.pause();
    const stopped = stopping.app.close();
    await until(
      async () =>
        fetch(`${stopping.url}/healthz`).then(
          () => "answers",
          () => "gone",
        ),
      (state) => state === "gone",
    );
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }));
    await stopped;

    expect(await till.order(order.id)).toMatchObject({ status: "OPEN", sequence: order.sequence });
  });
});
