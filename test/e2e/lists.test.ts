import { beforeAll, describe, expect, it } from "vitest";
import {
  LocationsDocument,
  OrdersDocument,
  OrderTimelineDocument,
  OrderWithPaymentsDocument,
  PaymentsDocument,
  ReadersDocument,
  RegisterReaderDocument,
} from "../support/generated/operations.js";
import { executeSql } from "../support/dump-tables.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill } from "../support/till.js";

interface PageArguments {
  first?: number;
  last?: number;
  after?: string;
  before?: string;
}

interface Page {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const TOTALS = [300, 100, 200, 100, 300, 100, 500];

const toPage = ({ edges, pageInfo }: { edges: { node: { id: string } }[]; pageInfo: Page["pageInfo"] }): Page => ({
  nodes: edges.map(({ node }) => node),
  pageInfo,
});

const idsOf = ({ nodes }: Page) => nodes.map(({ id }) => id);

describe("a list", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });
  const orderIds: string[] = [];

  beforeAll(async () => {
    const till = createTill(shop);
    for (const [index, total] of TOTALS.entries()) {
      const order = await till.openOrder(total, { tillId: "pages" });
      orderIds.push(order.id);
      await till.recordCash(order.id, 50 + (index % 3));
    }
    for (const label of ["c", "d", "e"]) {
      const input = { idempotencyKey: label, locationId: shop.locationId, registrationCode: "simulated-wpe", label };
      await shop.client("OPERATOR").request(RegisterReaderDocument, { input });
    }
    for (let entry = 0; entry < 3; entry++) await till.recordCash(orderIds[6] ?? "", 10 + entry);
  });

  const till = () => shop.client("TILL");

  const LISTS: Record<string, (page: PageArguments) => Promise<Page>> = {
    "orders, newest first": async (page) =>
      toPage((await till().request(OrdersDocument, { ...page, filter: { tillIds: ["pages"] } })).orders),
    "orders, oldest first": async (page) =>
      toPage(
        (await till().request(OrdersDocument, { ...page, filter: { tillIds: ["pages"] }, sort: "CREATED_AT_ASC" }))
          .orders,
      ),
    "orders, largest first": async (page) =>
      toPage(
        (await till().request(OrdersDocument, { ...page, filter: { tillIds: ["pages"] }, sort: "TOTAL_DESC" })).orders,
      ),
    "payments, newest first": async (page) =>
      toPage((await till().request(PaymentsDocument, { ...page, filter: { tillIds: ["pages"] } })).payments),
    "payments, oldest first": async (page) =>
      toPage(
        (await till().request(PaymentsDocument, { ...page, filter: { tillIds: ["pages"] }, sort: "CREATED_AT_ASC" }))
          .payments,
      ),
    "payments, largest first": async (page) =>
      toPage(
        (await till().request(PaymentsDocument, { ...page, filter: { tillIds: ["pages"] }, sort: "AMOUNT_DESC" }))
          .payments,
      ),
    readers: async (page) => toPage((await till().request(ReadersDocument, page)).readers),
    async "an order's payments"(page) {
      const { order } = await till().request(OrderWithPaymentsDocument, { id: orderIds[6] ?? "", ...page });
      if (!order) throw new Error("no order");
      return order.payments;
    },
    async "an order's timeline"(page) {
      const { order } = await till().request(OrderTimelineDocument, { id: orderIds[6] ?? "", ...page });
      if (!order) throw new Error("no order");
      const { nodes, pageInfo } = order.timeline;
      return { nodes: nodes.map(({ sequence }) => ({ id: String(sequence) })), pageInfo };
    },
  };

  describe.each(Object.keys(LISTS))("of %s", (name) => {
    const ask = (page: PageArguments) => LISTS[name]?.(page) ?? Promise.reject(new Error(name));

    async function walk(size: number, direction: "forward" | "backward"): Promise<{ ids: string[]; pages: Page[] }> {
      const pages: Page[] = [];
      let cursor: string | null = null;
      for (;;) {
        const from = cursor === null ? {} : direction === "forward" ? { after: cursor } : { before: cursor };
        const page: Page = await ask({ ...(direction === "forward" ? { first: size } : { last: size }), ...from });
        pages.push(page);
        const { hasNextPage, hasPreviousPage, endCursor, startCursor } = page.pageInfo;
        if (!(direction === "forward" ? hasNextPage : hasPreviousPage) || pages.length > 50) break;
        cursor = direction === "forward" ? endCursor : startCursor;
      }
      const inOrder = direction === "forward" ? pages : pages.toReversed();
      return { ids: inOrder.flatMap(idsOf), pages: inOrder };
    }

    it.each([1, 2, 3])("visits every row once and in order, by %i, forward and backward", async (size) => {
      const all = idsOf(await ask({ first: 100 }));

      const [forward, backward] = [await walk(size, "forward"), await walk(size, "backward")];

      expect(all.length).toBeGreaterThanOrEqual(4);
      expect(new Set(all).size).toBe(all.length);
      expect(forward.ids).toEqual(all);
      expect(backward.ids).toEqual(all);
      for (const { pages } of [forward, backward]) {
        expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(pages.map((_, i) => i < pages.length - 1));
        expect(pages.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(pages.map((_, i) => i > 0));
      }
    });

    it("has no pages around all of it, and an empty one behind its end and before its start", async () => {
      const all = await ask({ last: 100 });

      const behind = await ask({ first: 5, after: all.pageInfo.endCursor ?? "" });
      const before = await ask({ last: 5, before: all.pageInfo.startCursor ?? "" });
      const between = await ask({
        first: 100,
        after: all.pageInfo.startCursor ?? "",
        before: all.pageInfo.endCursor ?? "",
      });

      expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
      expect(behind).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, startCursor: null, endCursor: null } });
      expect(before).toMatchObject({ nodes: [], pageInfo: { hasPreviousPage: false, endCursor: null } });
      expect(idsOf(between)).toEqual(idsOf(all).slice(1, -1));
      expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    });
  });

  it("of locations is paged as well", async () => {
    const { locations } = await till().request(LocationsDocument, { first: 1 });
    const { locations: behind } = await till().request(LocationsDocument, {
      first: 1,
      after: locations.pageInfo.endCursor,
    });

    expect(locations.edges.map(({ node }) => node.id)).toEqual([shop.locationId]);
    expect(behind.edges).toEqual([]);
  });

  it("is in the order that was asked for, ties by id", async () => {
    const total = await LISTS["orders, largest first"]?.({ first: 100 });
    const newest = await LISTS["orders, newest first"]?.({ first: 100 });
    const oldest = await LISTS["orders, oldest first"]?.({ first: 100 });

    const byTotal = TOTALS.map((minor, index) => ({ minor, id: orderIds[index] ?? "" })).toSorted(
      (a, b) => b.minor - a.minor || (a.id < b.id ? 1 : -1),
    );
    expect(total?.nodes.map(({ id }) => id)).toEqual(byTotal.map(({ id }) => id));
    expect(oldest?.nodes.map(({ id }) => id)).toEqual(orderIds);
    expect(newest?.nodes.map(({ id }) => id)).toEqual(orderIds.toReversed());
  });

  it("of holds begins with the one that is gone first", async () => {
    const holds = createTill(shop);
    const made = [];
    for (const total of [100, 200, 300]) {
      const order = await holds.openOrder(total, { tillId: "holds" });
      const { payment } = await holds.createIntent(order.id);
      await holds.process(payment.id);
      await holds.presentCard();
      made.push(payment.id);
    }
    const statement = "update payments set capture_before = now() + interval '1 minute' where id = $1";
    await executeSql(shop.databaseUrl, statement, [made[1] ?? ""]);
    const sorted = { filter: { tillIds: ["holds"] }, sort: "CAPTURE_BEFORE_ASC" as const };

    const { payments: first } = await till().request(PaymentsDocument, { ...sorted, first: 2 });
    const { payments: rest } = await till().request(PaymentsDocument, { ...sorted, after: first.pageInfo.endCursor });

    expect([...first.edges, ...rest.edges].map(({ node }) => node.id)).toEqual([made[1], made[0], made[2]]);
  });

  it("is not disturbed by rows that come while it is paged", async () => {
    const own = { filter: { tillIds: ["busy"] } };
    const busy = createTill(shop);
    const first = [];
    for (let index = 0; index < 4; index++) first.push((await busy.openOrder(100, { tillId: "busy" })).id);

    const { orders: page } = await till().request(OrdersDocument, { ...own, first: 2 });
    await busy.openOrder(100, { tillId: "busy" });
    await busy.openOrder(100, { tillId: "busy" });
    const { orders: rest } = await till().request(OrdersDocument, { ...own, first: 9, after: page.pageInfo.endCursor });

    expect([...page.edges, ...rest.edges].map(({ node }) => node.id)).toEqual(first.toReversed());
  });

  it("is counted only when that is asked for, and answers 20 rows when no number is", async () => {
    const many = createTill(shop);
    await Promise.all(Array.from({ length: 25 }, () => many.openOrder(100, { tillId: "many" })));
    const filter = { tillIds: ["many"] };

    const { orders } = await till().request(OrdersDocument, { filter, first: 1 });
    const bare = await till().request<{ orders: { nodes: { id: string }[] } }>(
      `query ($filter: OrderFilter) { orders(filter: $filter) { nodes { id } pageInfo { hasNextPage } } }`,
      { filter },
    );
    const none = await till().request(OrdersDocument, { filter, first: 0 });

    expect(orders.totalCount).toBe(25);
    expect(bare.orders.nodes).toHaveLength(20);
    expect(bare.orders).toMatchObject({ pageInfo: { hasNextPage: true } });
    expect(Object.keys(bare.orders)).not.toContain("totalCount");
    expect(none.orders).toMatchObject({ totalCount: 25, edges: [], pageInfo: { endCursor: null } });
  });
});
