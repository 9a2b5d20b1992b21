import { gql } from "graphql-request";
import { expect, it } from "vitest";
import { useTestShop } from "../support/test-shop.js";
import { createTill } from "../support/till.js";

const shop = useTestShop({ webhooks: false, jobs: false });

const DASHBOARD = gql`
  query Dashboard($first: Int, $last: Int) {
    orders(first: 10, sort: CREATED_AT_ASC) {
      nodes {
        id
        payments(first: $first, last: $last) {
          nodes {
            amountMinor
          }
          pageInfo {
            hasNextPage
            hasPreviousPage
          }
        }
        timeline(first: 2) {
          nodes {
            sequence
            type
          }
        }
      }
    }
  }
`;

interface Dashboard {
  orders: {
    nodes: {
      id: string;
      payments: { nodes: { amountMinor: number }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean } };
      timeline: { nodes: { sequence: number; type: string }[] };
    }[];
  };
}

it("shows of each order in a page its own payments and history, from either end", async () => {
  const till = createTill(shop);
  for (const amounts of [[100, 200, 300], [400], []]) {
    const { id } = await till.openOrder(1000);
    for (const amountMinor of amounts) await till.recordCash(id, amountMinor);
  }
  const office = shop.client("BACK_OFFICE");

  const fromStart = await office.request<Dashboard>(DASHBOARD, { first: 2 });
  const fromEnd = await office.request<Dashboard>(DASHBOARD, { last: 2 });

  const amountsOf = ({ orders }: Dashboard) =>
    orders.nodes.map(({ payments }) => payments.nodes.map(({ amountMinor }) => amountMinor));
  expect(amountsOf(fromStart)).toEqual([[100, 200], [400], []]);
  expect(amountsOf(fromEnd)).toEqual([[200, 300], [400], []]);
  expect(fromStart.orders.nodes.map(({ payments }) => payments.pageInfo.hasNextPage)).toEqual([true, false, false]);
  expect(fromEnd.orders.nodes.map(({ payments }) => payments.pageInfo.hasPreviousPage)).toEqual([true, false, false]);
  expect(fromStart.orders.nodes.map(({ timeline }) => timeline.nodes.map(({ type }) => type))).toEqual([
    ["order.created", "payment.recorded"],
    ["order.created", "payment.recorded"],
    ["order.created"],
  ]);
});
