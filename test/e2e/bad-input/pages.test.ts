import { describe, expect, it } from "vitest";
import {
  LocationsDocument,
  OrdersDocument,
  OrderTimelineDocument,
  OrderWithPaymentsDocument,
  PaymentsDocument,
  ReadersDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf } from "../../support/till.js";

interface PageArguments {
  first?: number;
  last?: number;
  after?: string;
  before?: string;
}

describe("a page", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  /** Every list there is, by what asks for a page of it. */
  const LISTS: Record<string, (page: PageArguments) => Promise<unknown>> = {
    orders: (page) => shop.client("TILL").request(OrdersDocument, page),
    payments: (page) => shop.client("TILL").request(PaymentsDocument, page),
    readers: (page) => shop.client("TILL").request(ReadersDocument, page),
    locations: (page) => shop.client("TILL").request(LocationsDocument, page),
    async "an order's payments"(page) {
      const { id } = await createTill(shop).openOrder(1050);
      return shop.client("TILL").request(OrderWithPaymentsDocument, { id, ...page });
    },
    async "an order's timeline"(page) {
      const { id } = await createTill(shop).openOrder(1050);
      return shop.client("TILL").request(OrderTimelineDocument, { id, ...page });
    },
    "a location's readers": (page) =>
      shop.client("TILL").request(
        /* GraphQL */ `
          query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
            location(id: $id) {
              readers(first: $first, after: $after, last: $last, before: $before) {
                nodes {
                  id
                }
              }
            }
          }
        `,
        { id: shop.locationId, ...page },
      ),
  };

  describe.each(Object.keys(LISTS))("of %s", (list) => {
    const ask = (page: PageArguments) => LISTS[list]?.(page) ?? Promise.reject(new Error(list));

    it.each<[string, PageArguments, string]>([
      ["of -1 rows", { first: -1 }, "first"],
      ["of 10,000 rows", { first: 10_000 }, "first"],
      ["of 101 rows", { first: 101 }, "first"],
      ["of -1 rows from the end", { last: -1 }, "last"],
      ["of 101 rows from the end", { last: 101 }, "last"],
      ["from both ends", { first: 1, last: 1 }, "first"],
    ])("%s is refused", async (_what, page, field) => {
      const refusal = await refusalOf(ask(page));

      expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    });

    it.each([
      "",
      "nonsense",
      "%%%",
      encoded([]),
      encoded(["orders.CREATED_AT_DESC", "2026-11-22T00:00:00.000Z"]),
      encoded(["CREATED_AT_DESC", "2026-11-22T00:00:00.000Z", "ord_1"]),
      encoded(["sequence", "1", "ord_1"]),
      encoded({ a: 1 }),
    ])("behind a cursor that is none is refused: %j", async (cursor) => {
      const refusals = [await refusalOf(ask({ after: cursor })), await refusalOf(ask({ before: cursor }))];

      expect(refusals.map(({ code, field }) => [code, field])).toEqual([
        ["BAD_USER_INPUT", "after"],
        ["BAD_USER_INPUT", "before"],
      ]);
    });
  });

  it("behind a cursor of another list or another sort is refused", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    await till.recordCash(order.id, 1050);
    const { orders } = await till.client.request(OrdersDocument, { first: 1 });
    const { payments } = await till.client.request(PaymentsDocument, { first: 1 });
    const ofOrders = orders.pageInfo.endCursor;
    const ofPayments = payments.pageInfo.endCursor;

    const refusals = [
      await refusalOf(till.client.request(OrdersDocument, { after: ofPayments })),
      await refusalOf(till.client.request(PaymentsDocument, { after: ofOrders })),
      await refusalOf(till.client.request(LocationsDocument, { after: ofOrders })),
      await refusalOf(till.client.request(ReadersDocument, { after: ofOrders })),
      await refusalOf(till.client.request(OrdersDocument, { after: ofOrders, sort: "CREATED_AT_ASC" })),
      await refusalOf(till.client.request(OrdersDocument, { after: ofOrders, sort: "TOTAL_DESC" })),
      await refusalOf(till.client.request(OrderTimelineDocument, { id: order.id, after: ofOrders })),
      await refusalOf(till.client.request(OrderWithPaymentsDocument, { id: order.id, after: ofPayments })),
    ];

    expect(refusals.map(({ code, field }) => [code, field])).toEqual(refusals.map(() => ["BAD_USER_INPUT", "after"]));
  });

  it.each([
    ["a year that no calendar has", "+275760-09-13T00:00:00.000Z", "ord_1"],
    ["a time before there were computers", "-000001-01-01T00:00:00.000Z", "ord_1"],
    ["NUL", "2026-11-22T00:00:00.000Z", "ord_\u0000"],
    ["a number for a time", 5, "ord_1"],
    ["a number for an id", "2026-11-22T00:00:00.000Z", 5],
  ])("behind a forged cursor with %s is refused, not a fault of ours", async (_what, at, id) => {
    const after = encoded(["orders.CREATED_AT_DESC", at, id]);

    const refusal = await refusalOf(shop.client("TILL").request(OrdersDocument, { after }));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "after" });
  });
});

function encoded(parts: unknown): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}
