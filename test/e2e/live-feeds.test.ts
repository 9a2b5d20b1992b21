import type { Client } from "graphql-ws";
import { afterEach, describe, expect, it } from "vitest";
import { ReaderDocument } from "../support/generated/operations.js";
import { connectSocket, subscribe } from "../support/subscribe.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, until } from "../support/till.js";

const PAYMENT_EVENTS = /* GraphQL */ `
  subscription ($locationIds: [ID!], $afterCursor: String) {
    paymentEvents(locationIds: $locationIds, afterCursor: $afterCursor) {
      cursor
      type
      payment {
        id
        status
      }
    }
  }
`;

const READER_CHANGED = /* GraphQL */ `
  subscription ($readerId: ID!) {
    readerChanged(readerId: $readerId) {
      status
      currentAction {
        state
      }
    }
  }
`;

interface PaymentEvent {
  cursor: string;
  type: string;
  payment: { id: string; status: string };
}

interface ReaderState {
  status: string;
  currentAction: { state: string } | null;
}

const cursorsOf = (events: PaymentEvent[]) => events.map(({ cursor }) => cursor);

const sawAll = (paymentIds: string[], events: () => PaymentEvent[]) =>
  until(
    async () => events(),
    (seen) => paymentIds.every((id) => seen.some(({ payment }) => payment.id === id)),
  );

describe("what a dashboard follows", () => {
  const shop = useTestShop({ webhooks: false });
  const clients: Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function connect(key: string, url = shop.url): Client {
    const client = connectSocket(url, key);
    clients.push(client);
    return client;
  }
  const followPayments = (variables: object = {}, url = shop.url) =>
    subscribe<PaymentEvent>(connect(shop.keys.BACK_OFFICE, url), PAYMENT_EVENTS, { ...variables });
  const followReader = (readerId: string, key = shop.keys.OPERATOR) =>
    subscribe<ReaderState>(connect(key), READER_CHANGED, { readerId });
  const takeCash = async (amountMinor = 500) => {
    const till = createTill(shop);
    const order = await till.openOrder(amountMinor);
    return (await till.recordCash(order.id, amountMinor)).payment.id;
  };
  /** A subscription without a cursor begins when it is heard: what it shows is the proof that it is. */
  const begin = async (variables: object = {}, url = shop.url) => {
    const live = followPayments(variables, url);
    await until(
      async () => [await takeCash(1), live.events.length],
      ([, count]) => count !== 0,
    );
    return live;
  };

  describe("paymentEvents", () => {
    it("tell of the payments of all orders, on whichever instance they happen", async () => {
      const { url } = await shop.startAnotherInstance();
      const live = await begin({}, url);
      const ids = await Promise.all([takeCash(), takeCash(), takeCash()]);
      await sawAll(ids, () => live.events);

      const told = live.events.filter(({ payment }) => ids.includes(payment.id));
      expect(told.map(({ type }) => type)).toEqual(ids.map(() => "payment.recorded"));
      expect(told.map(({ payment }) => payment.status)).toEqual(ids.map(() => "SUCCEEDED"));
    });

    it("go on after a cursor without a gap or a double, while sales go on at once", async () => {
      const whole = await begin();
      const sales = Promise.all(Array.from({ length: 12 }, () => takeCash()));
      await until(
        async () => whole.events.length,
        (count) => count > 3,
      );
      const seen = whole.events.slice(0, 3);
      const rest = followPayments({ afterCursor: seen.at(-1)?.cursor });
      const ids = await sales;
      await sawAll(ids, () => whole.events);
      await sawAll(ids, () => [...seen, ...rest.events]);
      const count = whole.events.length;
      await until(
        async () => seen.length + rest.events.length,
        (total) => total >= count,
      );

      expect(cursorsOf([...seen, ...rest.events]).slice(0, count)).toEqual(cursorsOf(whole.events).slice(0, count));
      expect(new Set(cursorsOf(whole.events)).size).toBe(whole.events.length);
    });

    it("leave out what happens at other locations", async () => {
      const elsewhere = followPayments({ locationIds: ["loc_elsewhere"] });
      const here = await begin({ locationIds: [shop.locationId] });
      await sawAll([await takeCash()], () => here.events);

      expect(elsewhere.events).toEqual([]);
    });

    it.each([
      "nonsense",
      Buffer.from("feed:99999999").toString("base64url"),
      Buffer.from("feed:-1").toString("base64url"),
    ])("refuse the cursor %j, which is none of this feed", async (afterCursor) => {
      const refused = followPayments({ afterCursor });
      await until(
        async () => refused.outcome.isOver,
        (isOver) => isOver,
      );

      expect(JSON.stringify(refused.outcome)).toContain("BAD_USER_INPUT");
    });

    it("are for the back office", async () => {
      const refused = subscribe<PaymentEvent>(connect(shop.keys.TILL), PAYMENT_EVENTS, {});
      await until(
        async () => refused.outcome.isOver,
        (isOver) => isOver,
      );

      expect(JSON.stringify(refused.outcome)).toContain("FORBIDDEN");
    });
  });

  describe("readerChanged", () => {
    it("shows the reader as it is, and again when a payment takes it and leaves it", async () => {
      const till = createTill(shop);
      const live = followReader(shop.readerIds[0], shop.keys.TILL);
      await until(
        async () => live.events.length,
        (count) => count === 1,
      );

      await till.authorize(1000);
      await until(
        async () => live.events.at(-1)?.currentAction ?? null,
        (action) => action === null && live.events.length > 1,
      );

      expect(live.events[0]).toEqual({ status: "ONLINE", currentAction: null });
      expect(live.events.map(({ currentAction }) => currentAction?.state)).toContain("IN_PROGRESS");
    });

    it("tells when the reader goes offline", async () => {
      const till = createTill(shop);
      const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[1] });
      const order = await till.openOrder(1000);
      const { payment } = await till.createIntent(order.id);
      await till.process(payment.id, shop.readerIds[1]);
      const live = followReader(shop.readerIds[1]);

      await shop.control(`readers/${reader?.stripeReaderId}`, { network: "offline" });
      await until(
        async () => live.events.at(-1)?.status,
        (status) => status === "OFFLINE",
      );

      expect(live.events.at(-1)?.currentAction?.state).toBe("IN_PROGRESS");
    });

    it("is NOT_FOUND for a reader that there is none of", async () => {
      const refused = followReader("rdr_nobody");
      await until(
        async () => refused.outcome.isOver,
        (isOver) => isOver,
      );

      expect(JSON.stringify(refused.outcome)).toContain("NOT_FOUND");
    });
  });
});
