import { randomUUID } from "node:crypto";
import { gql } from "graphql-request";
import { describe, expect, it } from "vitest";
import {
  CreateOrderDocument,
  NodeDocument,
  OrdersDocument,
  OrderWithPaymentsDocument,
  ServerInfoDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf } from "../../support/till.js";

const RECORD_TWICE = gql`
  mutation ($one: RecordPaymentInput!, $other: RecordPaymentInput!) {
    one: recordPayment(input: $one) {
      payment {
        amountMinor
        order {
          paidMinor
          sequence
        }
      }
    }
    other: recordPayment(input: $other) {
      payment {
        order {
          paidMinor
          sequence
        }
      }
    }
  }
`;

interface RecordedTwice {
  one: { payment: { order: { paidMinor: number } } };
  other: { payment: { order: { paidMinor: number } } } | null;
}

describe("GraphQL over HTTP", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("answers queries by POST and by GET", async () => {
    const headers = { authorization: `Bearer ${shop.keys.TILL}` };

    const { serverInfo } = await shop.client("TILL").request(ServerInfoDocument, {});
    const response = await fetch(`${shop.url}/graphql?query={serverInfo{sandbox}}`, { headers });

    expect(serverInfo).toMatchObject({ livemode: false, sandbox: true });
    expect(await response.json()).toEqual({ data: { serverInfo: { sandbox: true } } });
  });

  it("takes no mutation by GET", async () => {
    const headers = { authorization: `Bearer ${shop.keys.TILL}` };
    const query = 'mutation{cancelOrder(input:{orderId:"ord_1"}){order{id}}}';

    const response = await fetch(`${shop.url}/graphql?query=${encodeURIComponent(query)}`, { headers });

    expect(response.status).toBe(405);
  });

  it("refuses a wrong key with 401", async () => {
    const response = await fetch(`${shop.url}/graphql`, {
      method: "POST",
      headers: { authorization: `Bearer ${shop.keys.TILL}x`, "content-type": "application/json" },
      body: JSON.stringify({ query: "{ serverInfo { version } }" }),
    });

    const { errors } = (await response.json()) as { errors: { extensions: unknown }[] };
    expect(response.status).toBe(401);
    expect(errors[0]?.extensions).toEqual({ code: "UNAUTHENTICATED", retryable: false, effect: "NONE" });
  });

  it("refuses what a role may not do, with a path to the field", async () => {
    const input = { reference: randomUUID(), locationId: shop.locationId, tillId: "1", currency: "CHF", totalMinor: 1 };

    const refusal = await refusalOf(shop.client("BACK_OFFICE").request(CreateOrderDocument, { input }));

    expect(refusal.code).toBe("FORBIDDEN");
  });

  it("finds anything by its id, by its own type", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1000);
    const ids = [order.id, payment.id, payment.actions[0]?.id ?? "", shop.readerIds[0], shop.locationId];

    const found = await Promise.all(ids.map((id) => shop.client("TEST").request(NodeDocument, { id })));

    expect(found.map(({ node }) => node?.id)).toEqual(ids);
    expect(found.map(({ node }) => node?.type)).toEqual(["Order", "Payment", "ReaderAction", "Reader", "Location"]);
  });

  it("answers null for an id that nothing has", async () => {
    expect(await shop.client("TEST").request(NodeDocument, { id: "ord_nothing" })).toEqual({ node: null });
  });

  it("answers each of two mutations in one document with what is so after it", async () => {
    const order = await createTill(shop).openOrder(1000);
    const record = { orderId: order.id, tender: "CASH", amountMinor: 300 };

    const { one, other } = await shop.client("TILL").request<RecordedTwice>(RECORD_TWICE, {
      one: { ...record, idempotencyKey: randomUUID() },
      other: { ...record, idempotencyKey: randomUUID() },
    });

    expect([one.payment.order.paidMinor, other?.payment.order.paidMinor]).toEqual([300, 600]);
  });

  it("keeps the answer of a mutation that took money when the next one is refused", async () => {
    const order = await createTill(shop).openOrder(1000);
    const record = { orderId: order.id, tender: "CASH", amountMinor: 1000 };
    const body = {
      query: RECORD_TWICE,
      variables: {
        one: { ...record, idempotencyKey: randomUUID() },
        other: { ...record, idempotencyKey: randomUUID() },
      },
    };

    const response = await fetch(`${shop.url}/graphql`, {
      method: "POST",
      headers: { authorization: `Bearer ${shop.keys.TILL}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { data, errors } = (await response.json()) as {
      data: RecordedTwice;
      errors: { path: string[]; extensions: { code: string } }[];
    };

    expect(data.one.payment.order.paidMinor).toBe(1000);
    expect(data.other).toBeNull();
    expect(errors).toMatchObject([{ path: ["other"], extensions: { code: "AMOUNT_EXCEEDS_DUE", effect: "NONE" } }]);
  });

  it("pages through a list without a gap or a double, forwards and backwards", async () => {
    const client = shop.client("BACK_OFFICE");
    const till = createTill(shop);
    const prefix = randomUUID();
    const made = await Promise.all([1, 2, 3].map((n) => till.openOrder(100, { reference: `${prefix}-${n}` })));
    const variables = { filter: { referencePrefix: prefix } };

    const first = (await client.request(OrdersDocument, { ...variables, first: 2 })).orders;
    const next = (await client.request(OrdersDocument, { ...variables, first: 2, after: first.pageInfo.endCursor }))
      .orders;
    const last = (await client.request(OrdersDocument, { ...variables, last: 1 })).orders;

    const ids = [...first.edges, ...next.edges].map(({ node }) => node.id);
    expect(ids.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(next.pageInfo.hasNextPage).toBe(false);
    expect(last.edges[0]?.node.id).toBe(ids[2]);
  });

  it("shows an order with its payments, their actions and readers in one request", async () => {
    const { order } = await createTill(shop).authorize(1500);

    const answer = await shop.client("BACK_OFFICE").request(OrderWithPaymentsDocument, { id: order.id });

    expect(answer.order?.payments).toMatchObject({
      totalCount: 1,
      nodes: [{ status: "REQUIRES_CAPTURE", actions: [{ state: "SUCCEEDED", reader: { id: shop.readerIds[0] } }] }],
    });
  });
});
