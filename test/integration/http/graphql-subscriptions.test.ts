import { once } from "node:events";
import { createClient, type Client, type ClientOptions } from "graphql-ws";
import { print } from "graphql";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { MAX_WAITING_SOCKETS_PER_IP } from "../../../src/http/waiting-sockets.js";
import { createApiKey } from "../../../src/use-cases/create-api-key.js";
import { revokeApiKey } from "../../../src/use-cases/revoke-api-key.js";
import { OrderEventsDocument, type OrderEventsSubscription } from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, until } from "../../support/till.js";

function follow(client: Client, orderId: string, afterSequence?: number) {
  const variables = { orderId, ...(afterSequence === undefined ? {} : { afterSequence }) };
  return client.iterate<OrderEventsSubscription>({ query: print(OrderEventsDocument), variables });
}

async function take(events: ReturnType<typeof follow>, count: number) {
  const taken: OrderEventsSubscription["orderEvents"][] = [];
  for (let left = count; left > 0; left -= 1) {
    const { value } = await events.next();
    taken.push((value as { data: OrderEventsSubscription }).data.orderEvents);
  }
  return taken;
}

describe("GraphQL over WebSocket", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  const clients: Client[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function connect(options: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      url: `${shop.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${shop.keys.TILL}` },
      retryAttempts: 0,
      ...options,
    });
    clients.push(client);
    return client;
  }

  it("tells what came after a sequence, then what happens from now on, each with the order as it is then", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const events = follow(connect(), order.id, 0);
    const [made] = await take(events, 1);

    await till.recordCash(order.id, 400);
    const [first] = await take(events, 1);
    await till.recordCash(order.id, 600);
    const [second] = await take(events, 1);

    expect(made).toMatchObject({ sequence: 1, type: "order.created", payment: null, order: { paidMinor: 0 } });
    expect(first).toMatchObject({ sequence: 2, type: "payment.recorded", order: { paidMinor: 400 } });
    expect(second).toMatchObject({ sequence: 3, payment: { amountMinor: 600 }, order: { paidMinor: 1000 } });
  });

  it("takes the key from the upgrade request's header too", async () => {
    const { id } = await createTill(shop).openOrder(1000);
    const headers = { authorization: `Bearer ${shop.keys.TILL}` };
    class WithHeader extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers });
      }
    }

    const events = follow(connect({ webSocketImpl: WithHeader, connectionParams: {} }), id, 0);

    expect(await take(events, 1)).toMatchObject([{ sequence: 1 }]);
  });

  async function makeKey() {
    const { deps } = shop.app;
    const { apiKey, key } = await createApiKey(
      { ...deps, newSecret: deps.settings.newSecret },
      { label: "own", role: "TILL" },
    );
    const revoke = () => revokeApiKey(deps, apiKey.id);
    return { revoke, connectionParams: { Authorization: `Bearer ${key}` } };
  }

  it("refuses a mutation on an open socket whose key was revoked, at once, and closes it with 4403", async () => {
    const { revoke, connectionParams } = await makeKey();
    const order = await createTill(shop).openOrder(1000);
    const client = connect({ connectionParams, lazyCloseTimeout: 10_000 });
    await client.iterate({ query: "{ serverInfo { version } }" }).next();
    const query = `mutation { cancelOrder(input: { orderId: "${order.id}" }) { order { id } } }`;

    await revoke();

    await expect(client.iterate({ query }).next()).rejects.toMatchObject({ code: 4403 });
    expect((await createTill(shop).order(order.id)).sequence).toBe(order.sequence);
  });

  it("ends a running subscription when its key is revoked, before another event is told", async () => {
    const { revoke, connectionParams } = await makeKey();
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const events = follow(connect({ connectionParams }), order.id, 0);
    await take(events, 1);

    await revoke();
    // What was found out about a key counts for a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await till.recordCash(order.id, 400);

    await expect(events.next()).rejects.toMatchObject({ code: 4403 });
  });

  it("has room for a socket again as soon as another one said who it is, or went", async () => {
    const open = async () => {
      const socket = new WebSocket(`${shop.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      await once(socket, "open");
      return socket;
    };
    const sockets = await Promise.all(Array.from({ length: MAX_WAITING_SOCKETS_PER_IP }, open));
    const payload = { Authorization: `Bearer ${shop.keys.TILL}` };

    await expect(open()).rejects.toThrow("429");
    sockets[0]?.send(JSON.stringify({ type: "connection_init", payload }));
    sockets.push(await vi.waitFor(open));
    await expect(open()).rejects.toThrow("429");
    sockets[1]?.close();
    sockets.push(await vi.waitFor(open));

    for (const socket of sockets) socket.terminate();
  });

  it("closes with 4403 for a wrong key", async () => {
    const client = connect({ connectionParams: { Authorization: `Bearer ${shop.keys.TILL}x` } });

    await expect(follow(client, "ord_1").next()).rejects.toMatchObject({ code: 4403 });
  });

  it("refuses an order to a role that may not read it", async () => {
    const { id } = await createTill(shop).openOrder(1000);
    const client = connect({ connectionParams: { Authorization: `Bearer ${shop.keys.OPERATOR}` } });

    const { value } = await follow(client, id).next();

    expect(value).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN", retryable: false, effect: "NONE" } }] });
  });

  it("refuses a document that would read too much", async () => {
    const list = "orders(first: 100) { nodes { payments(first: 100) { nodes { order { ID } } } } }";
    const query = `{ ${list.replace("ID", "payments(first: 100) { nodes { id } }")} }`;

    await expect(connect().iterate({ query }).next()).rejects.toMatchObject([
      { extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
  });

  it("answers a query like one over HTTP", async () => {
    const { value } = await connect().iterate({ query: "{ serverInfo { sandbox } }" }).next();

    expect(value).toEqual({ data: { serverInfo: { sandbox: true } } });
  });

  it("lets go of an order when its subscriber leaves, though nothing happens to it any more", async () => {
    const { id } = await createTill(shop).openOrder(1000);
    const { notifications } = shop.app.deps;
    const on = notifications.on.bind(notifications);
    let listening = 0;
    notifications.on = (id, listener) => {
      const stop = on(id, listener);
      listening += 1;
      return () => {
        listening -= 1;
        stop();
      };
    };
    const client = connect();
    await take(follow(client, id, 0), 1);
    const before = listening;

    await client.dispose();

    expect(before).toBe(1);
    expect(
      await until(
        async () => listening,
        (count) => count === 0,
        2_000,
      ),
    ).toBe(0);
  });
});
