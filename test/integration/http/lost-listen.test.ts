import type { Client } from "graphql-ws";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { connectSocket, subscribe, type Subscribed } from "../../support/subscribe.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till, until } from "../../support/till.js";

const FEEDS = {
  orderEvents: "subscription ($orderId: ID!) { orderEvents(orderId: $orderId, afterSequence: 0) { sequence type } }",
  paymentEvents: "subscription { paymentEvents { cursor type } }",
  readerChanged: "subscription ($readerId: ID!) { readerChanged(readerId: $readerId) { currentAction { state } } }",
};

interface Told {
  sequence?: number;
  type?: string;
  currentAction?: { state: string } | null;
}

const toldOf = (feed: Subscribed<Told>, fits: (events: readonly Told[]) => boolean) =>
  until(async () => feed.events, fits);

const begins = ({ type }: Told) => type === "action.started";

describe("subscribers whose server lost the session that listens for changes", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  const clients: Client[] = [];
  let till: Till;
  let admin: postgres.Sql;
  beforeAll(() => {
    till = createTill(shop);
    admin = postgres(inject("postgresUrl"), { max: 1, fetch_types: false });
  });
  afterAll(() => admin.end({ timeout: 1 }));
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  const database = () => new URL(shop.databaseUrl).pathname.slice(1);
  const findListeners = async () => {
    const rows = await admin<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = ${database()} and query ilike 'listen %'`;
    return rows.map(({ pid }) => pid);
  };
  /** Ends the session that listens, and lets none be opened until the answered function is called. */
  async function cutOff(): Promise<() => Promise<void>> {
    await admin.unsafe(`alter database "${database()}" allow_connections false`);
    const [pid] = await findListeners();
    await admin`select pg_terminate_backend(${pid ?? 0})`;
    await until(findListeners, (pids) => pids.length === 0);
    return async () => void (await admin.unsafe(`alter database "${database()}" allow_connections true`));
  }
  function follow(query: string, key: string, variables: Record<string, unknown> = {}): Subscribed<Told> {
    const client = connectSocket(shop.url, key);
    clients.push(client);
    return subscribe<Told>(client, query, variables);
  }

  it("are told all that happened meanwhile, and go on live", async () => {
    const order = await till.openOrder(1000);
    const [readerId] = shop.readerIds;
    const story = follow(FEEDS.orderEvents, shop.keys.TILL, { orderId: order.id });
    const reader = follow(FEEDS.readerChanged, shop.keys.TILL, { readerId });
    const payments = follow(FEEDS.paymentEvents, shop.keys.BACK_OFFICE);
    await toldOf(reader, (events) => events.length === 1);
    await until(
      async () => void (await till.recordCash(order.id, 1)),
      () => payments.events.length > 0,
    );
    const { payment } = await till.createIntent(order.id);

    const letIn = await cutOff();
    const { action } = await till.process(payment.id);
    const unheard = [story, payments].map(({ events }) => events.some(begins));
    await letIn();
    await toldOf(story, (events) => events.some(begins));
    await toldOf(payments, (events) => events.some(begins));
    await toldOf(reader, (events) => events.at(-1)?.currentAction?.state === "IN_PROGRESS");
    await till.cancelAtReader(action?.id ?? "");
    const { sequence } = await till.order(order.id);
    await toldOf(story, (events) => events.at(-1)?.sequence === sequence);
    await toldOf(reader, (events) => events.at(-1)?.currentAction === null);

    expect(unheard).toEqual([false, false]);
    expect(story.events.map((event) => event.sequence)).toEqual(
      Array.from({ length: sequence }, (_, index) => index + 1),
    );
    expect(payments.events.filter(begins)).toHaveLength(1);
  });
});
