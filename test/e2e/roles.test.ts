import { GraphQLClient } from "graphql-request";
import { beforeAll, describe, expect, it } from "vitest";
import { hashApiKey } from "../../src/auth/api-key.js";
import { type Role, ROLES } from "../../src/domain/role.js";
import { createApiKey, type NewApiKey } from "../../src/use-cases/create-api-key.js";
import { dumpTables, executeSql } from "../support/dump-tables.js";
import { CreateLocationDocument, OrdersDocument, ReadersDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf } from "../support/till.js";

const NOBODY = "nobody_01h2xcejqtf2nbrexx3vqjhp41";
const ADDRESS = `{ line1: "a", city: "Bern", postalCode: "3011", country: "CH" }`;

/** The least that asks for each thing, about things that are not there: whoever may ask is told that, or null. */
const REQUESTS: Record<string, string> = {
  createOrder: `createOrder(input: { reference: "r", locationId: "${NOBODY}", tillId: "t", currency: "CHF", totalMinor: 5 })`,
  updateOrder: `updateOrder(input: { orderId: "${NOBODY}" })`,
  completeOrder: `completeOrder(input: { orderId: "${NOBODY}" })`,
  cancelOrder: `cancelOrder(input: { orderId: "${NOBODY}" })`,
  createPaymentIntent: `createPaymentIntent(input: { idempotencyKey: "k", orderId: "${NOBODY}", tender: CARD_PRESENT })`,
  updatePaymentIntent: `updatePaymentIntent(input: { paymentId: "${NOBODY}", amountMinor: 500 })`,
  processPaymentIntent: `processPaymentIntent(input: { attemptKey: "k", paymentId: "${NOBODY}", readerId: "${NOBODY}" })`,
  cancelReaderAction: `cancelReaderAction(input: { readerId: "${NOBODY}", actionId: "${NOBODY}" })`,
  cancelPaymentIntent: `cancelPaymentIntent(input: { paymentId: "${NOBODY}" })`,
  capturePaymentIntent: `capturePaymentIntent(input: { paymentId: "${NOBODY}" })`,
  recheckPayment: `recheckPayment(input: { paymentId: "${NOBODY}" })`,
  recordPayment: `recordPayment(input: { idempotencyKey: "k", orderId: "${NOBODY}", tender: CASH, amountMinor: 5 })`,
  voidRecordedPayment: `voidRecordedPayment(input: { paymentId: "${NOBODY}", reason: "r" })`,
  confirmTwintPayment: `confirmTwintPayment(input: { paymentId: "${NOBODY}" })`,
  freeReader: `freeReader(input: { readerId: "${NOBODY}" })`,
  presentPaymentMethod: `presentPaymentMethod(input: { readerId: "${NOBODY}" })`,
  registerReader: `registerReader(input: { idempotencyKey: "k", locationId: "${NOBODY}", registrationCode: "simulated-wpe" })`,
  createLocation: `createLocation(input: { idempotencyKey: "k", displayName: " ", address: ${ADDRESS}, timeZone: "Europe/Zurich" })`,
};

const TILLS: Role[] = ["TILL", "TEST"];
const TILLS_AND_OFFICE: Role[] = [...TILLS, "BACK_OFFICE"];
const TILLS_AND_OPERATOR: Role[] = [...TILLS, "OPERATOR"];

/** Who may change what, as the contract says: tills, where nothing else stands here. */
const MAY_CHANGE: Record<string, readonly Role[]> = {
  cancelPaymentIntent: TILLS_AND_OFFICE,
  capturePaymentIntent: TILLS_AND_OFFICE,
  voidRecordedPayment: TILLS_AND_OFFICE,
  recheckPayment: ROLES,
  freeReader: ["OPERATOR"],
  presentPaymentMethod: ["TEST"],
  registerReader: ["OPERATOR"],
  createLocation: ["OPERATOR"],
};

/** Who may read what. */
const MAY_READ: Record<string, readonly Role[]> = {
  serverInfo: ROLES,
  [`order(id: "${NOBODY}")`]: TILLS_AND_OFFICE,
  [`orderByReference(locationId: "${NOBODY}", reference: "r")`]: TILLS_AND_OFFICE,
  orders: TILLS_AND_OFFICE,
  [`payment(id: "${NOBODY}")`]: TILLS_AND_OFFICE,
  [`paymentByStripeId(stripePaymentIntentId: "${NOBODY}")`]: TILLS_AND_OFFICE,
  payments: TILLS_AND_OFFICE,
  [`explainPayment(id: "${NOBODY}")`]: ["BACK_OFFICE", "OPERATOR"],
  [`refund(id: "${NOBODY}")`]: TILLS_AND_OFFICE,
  [`reader(id: "${NOBODY}")`]: TILLS_AND_OPERATOR,
  readers: TILLS_AND_OPERATOR,
  [`location(id: "${NOBODY}")`]: ROLES,
  locations: ROLES,
  'node(id: "ord_nobody")': TILLS_AND_OFFICE,
  'node(id: "pay_nobody")': TILLS_AND_OFFICE,
  'node(id: "act_nobody")': TILLS_AND_OFFICE,
  'node(id: "rfd_nobody")': TILLS_AND_OFFICE,
  'node(id: "rdr_nobody")': TILLS_AND_OPERATOR,
  'node(id: "loc_nobody")': ROLES,
};

const mayChange = (mutation: string, role: Role) => (MAY_CHANGE[mutation] ?? TILLS).includes(role);

describe("a key", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });
  let elsewhere = "";

  beforeAll(async () => {
    const address = { line1: "Marktgasse 1", city: "Bern", postalCode: "3011", country: "CH" };
    const input = { idempotencyKey: "bern", displayName: "Bern", address, timeZone: "Europe/Zurich" };
    const { createLocation } = await shop.client("OPERATOR").request(CreateLocationDocument, { input });
    elsewhere = createLocation?.location.id ?? "";
  });

  async function clientWith(more: Partial<NewApiKey> & { role: Role }): Promise<GraphQLClient> {
    const { deps } = shop.app;
    const keyDeps = { ...deps, newSecret: deps.settings.newSecret };
    return clientOf((await createApiKey(keyDeps, { label: "own", ...more })).key);
  }

  const read = (role: Role, field: string) =>
    shop
      .client(role)
      .request(`{ ${field} { __typename } }`)
      .then(() => "READ");

  const clientOf = (key: string) =>
    new GraphQLClient(`${shop.url}/graphql`, { headers: { authorization: `Bearer ${key}` } });

  describe.each(ROLES)("of the role %s", (role) => {
    it.each(Object.keys(REQUESTS).filter((mutation) => !mayChange(mutation, role)))("may not %s", async (mutation) => {
      const before = await dumpTables(shop.databaseUrl);

      const refusal = await refusalOf(shop.client(role).request(`mutation { ${REQUESTS[mutation]} { __typename } }`));

      expect(refusal).toMatchObject({ code: "FORBIDDEN", extensions: { retryable: false, effect: "NONE" } });
      expect(await dumpTables(shop.databaseUrl)).toEqual(before);
    });

    it.each(Object.keys(REQUESTS).filter((mutation) => mayChange(mutation, role)))("may %s", async (mutation) => {
      const refusal = await refusalOf(shop.client(role).request(`mutation { ${REQUESTS[mutation]} { __typename } }`));

      expect(refusal.code).toBe(mutation === "createLocation" ? "BAD_USER_INPUT" : "NOT_FOUND");
    });

    it("reads what the contract says and nothing else", async () => {
      const outcomes = await Promise.all(
        Object.keys(MAY_READ).map(
          async (field) => [field, await read(role, field).catch(() => refusalOf(read(role, field)))] as const,
        ),
      );

      const told = outcomes.map(([field, outcome]) => [field, typeof outcome === "string" ? outcome : outcome.code]);
      expect(told).toEqual(
        Object.entries(MAY_READ).map(([field, roles]) => [field, roles.includes(role) ? "READ" : "FORBIDDEN"]),
      );
    });
  });

  it.each<[string, string | undefined]>([
    ["is missing", undefined],
    ["is wrong", "Bearer tg_till_wrong"],
    ["has another scheme", "Basic dGlsbDp0aWxs"],
    ["is empty", "Bearer "],
    ["is two", "Bearer a b"],
  ])("that %s is UNAUTHENTICATED", async (_what, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const client = new GraphQLClient(`${shop.url}/graphql`, { headers });

    const refusal = await refusalOf(client.request("{ serverInfo { version } }"));
    const plain = await fetch(`${shop.url}/graphql?query={serverInfo{version}}`, { headers });

    expect(refusal).toMatchObject({ code: "UNAUTHENTICATED", extensions: { retryable: false, effect: "NONE" } });
    expect(plain.status).toBe(401);
  });

  it("that is over or was taken back is UNAUTHENTICATED", async () => {
    const over = await clientWith({ role: "TILL", expiresAt: new Date(Date.now() - 1_000) });
    const { key } = await createApiKey(
      { ...shop.app.deps, newSecret: shop.app.deps.settings.newSecret },
      { label: "revoked", role: "TILL" },
    );
    const before = await clientOf(key).request("{ serverInfo { version } }");
    await executeSql(shop.databaseUrl, "update api_keys set revoked_at = now() where hash = $1", [hashApiKey(key)]);

    const refusals = [
      await refusalOf(over.request("{ serverInfo { version } }")),
      await refusalOf(clientOf(key).request("{ serverInfo { version } }")),
    ];

    expect(before).toBeDefined();
    expect(refusals.map(({ code }) => code)).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
  });

  it("bound to another location sees nothing here", async () => {
    const { order, payment } = await createTill(shop).authorize(1050);
    const client = await clientWith({ role: "TILL", locationIds: [elsewhere] });
    const bound = createTill(shop, client);

    const { orders } = await client.request(OrdersDocument, {});
    const { orders: filtered } = await client.request(OrdersDocument, { filter: { locationIds: [shop.locationId] } });
    const { readers } = await client.request(ReadersDocument, { locationId: shop.locationId });
    const read = await client.request(
      `{ order(id: "${order.id}") { id } payment(id: "${payment.id}") { id } node(id: "${order.id}") { id }
         reader(id: "${shop.readerIds[0]}") { id } location(id: "${shop.locationId}") { id }
         paymentByStripeId(stripePaymentIntentId: "${payment.stripePaymentIntentId}") { id }
         orderByReference(reference: "${order.reference}", locationId: "${shop.locationId}") { id } }`,
    );
    await createTill(shop).cancelPayment(payment.id);

    expect([...orders.edges, ...filtered.edges, ...readers.edges]).toEqual([]);
    expect(Object.values(read as object)).toEqual(Array.from({ length: 7 }, () => null));
    expect(await refusalOf(bound.openOrder(1050))).toMatchObject({ code: "FORBIDDEN" });
  });

  it("bound to another location changes nothing here", async () => {
    const { order, payment } = await createTill(shop).authorize(1050);
    const bound = createTill(shop, await clientWith({ role: "TEST", locationIds: [elsewhere] }));
    const operator = await clientWith({ role: "OPERATOR", locationIds: [elsewhere] });
    const pairing = `{ idempotencyKey: "p", locationId: "${shop.locationId}", registrationCode: "simulated-wpe" }`;
    const before = await dumpTables(shop.databaseUrl);

    const refusals = [
      await refusalOf(bound.capture(payment.id)),
      await refusalOf(bound.cancelPayment(payment.id)),
      await refusalOf(bound.process(payment.id)),
      await refusalOf(bound.confirmTwint(payment.id)),
      await refusalOf(bound.recheck(payment.id)),
      await refusalOf(bound.presentCard()),
      await refusalOf(bound.cancelAtReader(payment.actions[0]?.id ?? "")),
      await refusalOf(bound.createIntent(order.id)),
      await refusalOf(bound.recordCash(order.id, 100)),
      await refusalOf(bound.complete(order.id)),
      await refusalOf(bound.cancelOrder(order.id)),
      await refusalOf(operator.request(`mutation { registerReader(input: ${pairing}) { reader { id } } }`)),
    ];
    const after = await dumpTables(shop.databaseUrl);
    await createTill(shop).cancelPayment(payment.id);

    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "FORBIDDEN"));
    expect(after).toEqual(before);
  });

  it("bound to this location works here", async () => {
    const bound = createTill(shop, await clientWith({ role: "TILL", locationIds: [elsewhere, shop.locationId] }));

    const order = await bound.openOrder(1050);
    const { order: paid } = await bound.recordCash(order.id, 1050);

    expect(paid?.paymentState).toBe("PAID");
  });
});
