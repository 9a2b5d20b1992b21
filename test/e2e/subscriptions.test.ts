import type { Client } from "graphql-ws";
import { afterEach, describe, expect, it } from "vitest";
import { connectSocket, subscribe } from "../support/subscribe.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, type Till, until } from "../support/till.js";

const ORDER_EVENTS = /* GraphQL */ `
  subscription ($orderId: ID!, $afterSequence: Int) {
    orderEvents(orderId: $orderId, afterSequence: $afterSequence) {
      sequence
      at
      type
      order {
        id
        sequence
        paymentState
        paidMinor
      }
      payment {
        id
        status
      }
    }
  }
`;

interface OrderEvent {
  sequence: number;
  at: string;
  type: string;
  order: { id: string; sequence: number; paymentState: string; paidMinor: number };
  payment: { id: string; status: string } | null;
}

const sequencesOf = (events: OrderEvent[]) => events.map(({ sequence }) => sequence);

const from1To = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

async function takeCash(till: Till, orderId: string, times: number): Promise<number> {
  for (let time = 0; time < times; time++) await till.recordCash(orderId, 10);
  return (await till.order(orderId)).sequence;
}

const factsOf = (events: OrderEvent[]) => events.map(({ sequence, at, type }) => ({ sequence, at, type }));

function follow(client: Client, variables: { orderId: string; afterSequence?: number }) {
  const subscription = subscribe<OrderEvent>(client, ORDER_EVENTS, variables);
  const upTo = (sequence: number) =>
    until(
      async () => subscription.events,
      (seen) => seen.some((event) => event.sequence >= sequence),
    );
  return { ...subscription, upTo };
}

describe("orderEvents", () => {
  const shop = useTestShop();
  const clients: Client[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function connect(key: string | null = shop.keys.TILL, url = shop.url): Client {
    const client = connectSocket(url, key);
    clients.push(client);
    return client;
  }

  it("replays what came after a sequence and goes on live, without a gap or a double", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(10_000);
    const before = await takeCash(till, order.id, 3);

    const subscription = follow(connect(), { orderId: order.id, afterSequence: 0 });
    await subscription.upTo(before);
    const after = await takeCash(till, order.id, 3);
    await subscription.upTo(after);

    expect(sequencesOf(subscription.events)).toEqual(from1To(after));
    expect(subscription.events.map(({ type }) => type)).toEqual([
      "order.created",
      ...Array.from({ length: 6 }, () => "payment.recorded"),
    ]);
  });

  it("without a sequence begins with what happens from now on", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(10_000);
    const before = await takeCash(till, order.id, 2);
    const all = follow(connect(), { orderId: order.id, afterSequence: 0 });
    await all.upTo(before);

    const live = follow(clients[0] ?? connect(), { orderId: order.id });
    await all.upTo(await takeCash(till, order.id, 1));
    const after = await takeCash(till, order.id, 1);
    await live.upTo(after);

    const [first] = sequencesOf(live.events);
    expect(first).toBeGreaterThan(before);
    expect(sequencesOf(all.events)).toEqual(from1To(sequencesOf(all.events).length));
  });

  it("misses nothing and doubles nothing while sales go on and the connection is lost in between", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(10_000);
    const sales = takeCash(till, order.id, 20);

    const first = follow(connect(), { orderId: order.id, afterSequence: order.sequence });
    await first.upTo(5);
    await clients[0]?.dispose();
    const seen = [...first.events];
    const second = follow(connect(), { orderId: order.id, afterSequence: seen.at(-1)?.sequence ?? 0 });
    const last = await sales;
    await second.upTo(last);

    expect([order.sequence, ...sequencesOf(seen), ...sequencesOf(second.events)]).toEqual(from1To(last));
  });

  it("is the same to every subscriber, however late", async () => {
    const till = createTill(shop);
    const { order } = await till.authorize(1050);
    const early = follow(connect(), { orderId: order.id, afterSequence: 0 });
    await till.complete(order.id);
    const { sequence } = await till.order(order.id);
    await early.upTo(sequence);

    const late = follow(connect(), { orderId: order.id, afterSequence: 0 });
    await late.upTo(sequence);

    expect(factsOf(late.events)).toEqual(factsOf(early.events));
    expect(late.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["payment.created", "payment.authorized", "order.completed", "payment.succeeded"]),
    );
  });

  it("shows the order and the payment as they are now, not as they were then", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1050);
    await till.complete(order.id);
    const now = await till.order(order.id);

    const replay = follow(connect(), { orderId: order.id, afterSequence: 0 });
    await replay.upTo(now.sequence);

    const orders = replay.events.map((event) => event.order);
    expect(orders).toEqual(
      orders.map(() => ({ id: order.id, sequence: now.sequence, paymentState: "PAID", paidMinor: 1050 })),
    );
    const told = replay.events.flatMap((event) => event.payment ?? []);
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.map(() => ({ id: payment.id, status: "SUCCEEDED" })));
  });

  it("renews what it shows with each event", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const live = follow(connect(), { orderId: order.id, afterSequence: order.sequence });

    for (const sequence of [2, 3]) {
      await till.recordCash(order.id, 500);
      await live.upTo(sequence);
    }

    expect(live.events.map((event) => event.order.paidMinor)).toEqual([500, 1000]);
  });

  it("is heard at another instance than the one that did it", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(10_000);
    const other = await shop.startAnotherInstance();
    const there = follow(connect(shop.keys.TILL, other.url), { orderId: order.id, afterSequence: 0 });
    await there.upTo(order.sequence);

    const last = await takeCash(till, order.id, 3);
    await there.upTo(last);

    expect(sequencesOf(there.events)).toEqual(from1To(last));
  });

  it.each<[string, () => string | null]>([
    ["no key", () => null],
    ["a wrong key", () => "tg_till_wrong"],
  ])("is refused with %s", async (_what, key) => {
    const order = await createTill(shop).openOrder(1000);

    const { outcome, events } = follow(connect(key()), { orderId: order.id, afterSequence: 0 });
    await until(
      async () => outcome,
      ({ isOver }) => isOver,
    );

    expect(outcome.failure).toMatchObject({ code: 4403 });
    expect(events).toEqual([]);
  });

  it.each<[string, () => string, (id: string) => { orderId: string; afterSequence?: number }, string, string?]>([
    ["to a key of another role", () => shop.keys.OPERATOR, (orderId) => ({ orderId }), "FORBIDDEN"],
    ["for no order", () => shop.keys.TILL, () => ({ orderId: "ord_nobody" }), "NOT_FOUND", "orderId"],
    ["for NUL", () => shop.keys.TILL, () => ({ orderId: "ord_\u0000" }), "BAD_USER_INPUT", "orderId"],
    [
      "after less than nothing",
      () => shop.keys.TILL,
      (orderId) => ({ orderId, afterSequence: -1 }),
      "BAD_USER_INPUT",
      "afterSequence",
    ],
  ])("is refused %s", async (_what, key, variables, code, field) => {
    const order = await createTill(shop).openOrder(1000);

    const { outcome } = follow(connect(key()), variables(order.id));
    await until(
      async () => outcome,
      ({ isOver }) => isOver,
    );

    expect(outcome.errors ?? outcome.failure).toMatchObject([
      { extensions: { code, ...(field === undefined ? {} : { field }) } },
    ]);
  });

  it("ends for its subscriber alone", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(10_000);
    const client = connect();
    const [staying, leaving] = [
      follow(client, { orderId: order.id, afterSequence: 0 }),
      follow(client, { orderId: order.id, afterSequence: 0 }),
    ];
    await Promise.all([staying.upTo(1), leaving.upTo(1)]);

    leaving.stop();
    const last = await takeCash(till, order.id, 2);
    await staying.upTo(last);

    expect(sequencesOf(staying.events)).toEqual(from1To(last));
    expect(leaving.outcome.isOver).toBe(true);
  });
});
