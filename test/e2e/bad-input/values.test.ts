import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { OrderByReferenceDocument, OrdersDocument, PaymentsDocument } from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill } from "../../support/till.js";
import { attempt } from "./attempt.js";

const CREATE_ORDER = /* GraphQL */ `
  mutation ($input: CreateOrderInput!) {
    createOrder(input: $input) {
      order {
        id
      }
    }
  }
`;

const HOSTILE = ["%", "_", "'; drop table orders; --", '"', "\\", "{a,b}", "😀 Zürich", "\u202e", "null"];

describe("a value", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  function orderInput(more: object) {
    const reference = randomUUID();
    return { reference, locationId: shop.locationId, tillId: "till-1", currency: "CHF", totalMinor: 1050, ...more };
  }

  it.each<[string, object, string]>([
    ["a fraction of a cent", { totalMinor: 10.5 }, "totalMinor"],
    ["an amount in quotes", { totalMinor: "1050" }, "totalMinor"],
    ["2^53", { totalMinor: 2 ** 53 }, "totalMinor"],
    ["1e300", { totalMinor: 1e300 }, "totalMinor"],
    ["no total", { totalMinor: null }, "totalMinor"],
    ["a currency that is a number", { currency: 756 }, "currency"],
    ["a time without an offset", { holdUntil: "2026-11-22T15:50:17" }, "holdUntil"],
    ["a day", { holdUntil: "2026-11-22" }, "holdUntil"],
    ["the 32nd", { holdUntil: "2026-11-32T15:50:17Z" }, "holdUntil"],
    ["seconds since 1970", { holdUntil: 1_790_000_000 }, "holdUntil"],
    ["metadata in a list", { metadata: ["a"] }, "metadata"],
    ["metadata in quotes", { metadata: "{}" }, "metadata"],
    ["a reference in a list", { reference: [["a"]] }, "reference"],
    ["a field that does not exist", { colour: "red" }, "colour"],
  ])("that does not fit is refused by its field: %s", async (_what, more, field) => {
    const { refusal, changes } = await attempt(shop, () =>
      shop.client("TILL").request(CREATE_ORDER, { input: orderInput(more) }),
    );

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });

  it.each([
    ["an enum's unknown value", `{ orders(sort: BY_COLOUR) { nodes { id } } }`],
    ["an enum in quotes", `{ orders(sort: "TOTAL_DESC") { nodes { id } } }`],
    ["an Int of 2^31", `{ orders(first: 2147483648) { nodes { id } } }`],
    ["a text for an Int", `{ orders(first: "5") { nodes { id } } }`],
    ["a missing argument", `{ order { id } }`],
    ["a field that does not exist", `{ orders { nodes { colour } } }`],
    ["a variable that is not given", `query ($id: ID!) { order(id: $id) { id } }`],
    ["a syntax error", `{ orders { nodes { id }`],
    ["no operation", `fragment A on Order { id }`],
    ["nothing", ` `],
  ])("that GraphQL does not know is BAD_USER_INPUT: %s", async (_what, document) => {
    const { refusal, changes } = await attempt(shop, () => shop.client("TILL").request(document));

    expect(refusal.code).toBe("BAD_USER_INPUT");
    expect(changes).toEqual([]);
  });

  it.each([
    ["deep", `{ orders { nodes ${"{ payments { nodes { order ".repeat(8)} { id } ${"} } }".repeat(8)} } }`],
    ["wide", `{ ${Array.from({ length: 31 }, (_, alias) => `a${alias}: serverInfo { version }`).join(" ")} }`],
    ["long", `{ ${"orders { nodes { id } } ".repeat(600)} }`],
    [
      "heavy",
      `{ orders(first: 100) { nodes { payments(first: 100) { nodes { order { payments(first: 100) { nodes { id } } } } } } } }`,
    ],
  ])("of a query that is too %s is QUERY_TOO_COMPLEX", async (_what, document) => {
    const { refusal } = await attempt(shop, () => shop.client("TILL").request(document));

    expect(refusal.code).toBe("QUERY_TOO_COMPLEX");
  });

  it.each(HOSTILE)("of hostile text is text like any other: %j", async (text) => {
    const till = createTill(shop);
    const reference = `${text}${randomUUID()}`;
    const more = { reference, tillId: text, staffRef: text, metadata: { [text]: text } };

    const order = await till.openOrder(1050, more);
    const filters = [{ referencePrefix: reference }, { tillIds: [text, "x"] }, { referencePrefix: `${text}!` }];
    const found = await Promise.all(filters.map((filter) => till.client.request(OrdersDocument, { filter })));
    const byReference = await till.client.request(OrderByReferenceDocument, { reference, locationId: shop.locationId });
    const payments = await till.client.request(PaymentsDocument, {
      filter: { brand: text, last4: text, tillIds: [text], stripeChargeId: text, readerIds: [text] },
    });

    expect(order).toMatchObject(more);
    expect(found.map(({ orders }) => orders.edges.map(({ node }) => node.id))).toEqual([[order.id], [order.id], []]);
    expect(byReference.orderByReference?.id).toBe(order.id);
    expect(payments.payments.edges).toEqual([]);
  });

  it.each<[string, (text: string) => [string, Record<string, unknown>]]>([
    ["a reference", (text) => [CREATE_ORDER, { input: orderInput({ reference: text }) }]],
    ["metadata", (text) => [CREATE_ORDER, { input: orderInput({ metadata: { a: [{ b: text }] } }) }]],
    ["a key of metadata", (text) => [CREATE_ORDER, { input: orderInput({ metadata: { [text]: 1 } }) }]],
    ["an id", (text) => [`query ($id: ID!) { order(id: $id) { id } }`, { id: text }]],
    ["a node's id", (text) => [`query ($id: ID!) { node(id: $id) { id } }`, { id: `ord_${text}` }]],
    [
      "a filter",
      (text) => [`query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }`, { f: { tillIds: [text] } }],
    ],
    [
      "a prefix",
      (text) => [`query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }`, { f: { referencePrefix: text } }],
    ],
    [
      "a payment's filter",
      (text) => [`query ($b: String) { payments(filter: { brand: $b }) { nodes { id } } }`, { b: text }],
    ],
    ["a literal", () => [`{ order(id: "\\u0000") { id } }`, {}]],
  ])("that Postgres can't keep is refused, not a fault of ours: NUL in %s", async (_what, request) => {
    const [document, variables] = request("a\u0000b");

    const { refusal, changes } = await attempt(shop, () => shop.client("TILL").request(document, variables));

    expect(refusal.code).toBe("BAD_USER_INPUT");
    expect(changes).toEqual([]);
  });

  it.each([
    ["a key of metadata", { metadata: { "\ud800": 1 } }],
    ["metadata", { metadata: { a: ["\udc00"] } }],
  ])("that is half a character is refused in %s, where Postgres can't keep it", async (_what, more) => {
    const { refusal, changes } = await attempt(shop, () =>
      shop.client("TILL").request(CREATE_ORDER, { input: orderInput(more) }),
    );

    expect(refusal.code).toBe("BAD_USER_INPUT");
    expect(changes).toEqual([]);
  });

  it("that is nested without end is refused by its field", async () => {
    const levels = 50_000;
    const metadata = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const body = JSON.stringify({ query: CREATE_ORDER, variables: { input: orderInput({ metadata: {} }) } });
    const headers = { authorization: `Bearer ${shop.keys.TILL}`, "content-type": "application/json" };

    const response = await fetch(`${shop.url}/graphql`, {
      method: "POST",
      headers,
      body: body.replace('"metadata":{}', `"metadata":${metadata}`),
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "BAD_USER_INPUT", field: "metadata.a.a" } }],
    });
  });
});
