import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  CreateLocationDocument,
  DashboardDocument,
  NodeDocument,
  OrderByReferenceDocument,
  type OrderFilter,
  OrdersDocument,
  PaymentByStripeIdDocument,
  type PaymentFilter,
  PaymentsDocument,
  ReadersDocument,
  RegisterReaderDocument,
} from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, DECLINED_CARD } from "../support/till.js";

const ADDRESS = { line1: "Marktgasse 1", city: "Bern", postalCode: "3011", country: "CH" };
const NOWHERE = "loc_01h2xcejqtf2nbrexx3vqjhp41";

const namesOf = (names: Record<string, string>, ids: string[]) =>
  ids.map((id) => Object.keys(names).find((name) => names[name] === id) ?? id);

describe("a list", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });
  /** Orders and payments by what is special about them. */
  const orders: Record<string, string> = {};
  const payments: Record<string, string> = {};
  let bern = "";
  let bernReader = "";
  let split = new Date();

  beforeAll(async () => {
    const till = createTill(shop);
    const operator = shop.client("OPERATOR");
    const place = { idempotencyKey: "bern", displayName: "Bern", address: ADDRESS, timeZone: "Europe/Zurich" };
    bern = (await operator.request(CreateLocationDocument, { input: place })).createLocation?.location.id ?? "";
    const pairing = { idempotencyKey: "bern", locationId: bern, registrationCode: "simulated-wpe" };
    const paired = await operator.request(RegisterReaderDocument, { input: pairing });
    bernReader = paired.registerReader?.reader.id ?? "";

    const held = await till.authorize(1000);
    orders["held"] = held.order.id;
    payments["held"] = held.payment.id;
    const captured = await till.authorize(2000);
    await till.complete(captured.order.id);
    orders["completed"] = captured.order.id;
    payments["captured"] = captured.payment.id;
    split = new Date(Date.now() + 5);
    await new Promise((resolve) => setTimeout(resolve, 10));

    const away = await till.openOrder(3000, { locationId: bern, tillId: "till-bern", reference: "B-%_1" });
    await shop.control("behaviour", { fee_without_connect: "accepted" });
    const declined = await till.createIntent(away.id, { applicationFeeMinor: 100 });
    await till.process(declined.payment.id, bernReader);
    await till.presentCard(DECLINED_CARD, bernReader);
    orders["bern"] = away.id;
    payments["declined"] = declined.payment.id;
    const cashed = await till.openOrder(500, { reference: "B-xx1" });
    payments["cash"] = (await till.recordCash(cashed.id, 300)).payment.id;
    orders["partly"] = cashed.id;
    const dropped = await till.openOrder(4000);
    payments["twint"] = (await till.createIntent(dropped.id, { tender: "TWINT" })).payment.id;
    await till.cancelOrder(dropped.id);
    orders["canceled"] = dropped.id;
  });

  async function ordersThat(filter: OrderFilter): Promise<string[]> {
    const answer = await shop.client("TILL").request(OrdersDocument, { filter, sort: "CREATED_AT_ASC" });
    expect(answer.orders.totalCount).toBe(answer.orders.edges.length);
    return namesOf(
      orders,
      answer.orders.edges.map(({ node }) => node.id),
    );
  }

  async function paymentsThat(filter: PaymentFilter): Promise<string[]> {
    const answer = await shop.client("TILL").request(PaymentsDocument, { filter, sort: "CREATED_AT_ASC" });
    expect(answer.payments.totalCount).toBe(answer.payments.edges.length);
    return namesOf(
      payments,
      answer.payments.edges.map(({ node }) => node.id),
    );
  }

  it.each<[string, () => OrderFilter, string[]]>([
    ["nothing", () => ({}), ["held", "completed", "bern", "partly", "canceled"]],
    ["null", () => ({ statuses: null, createdAt: null }), ["held", "completed", "bern", "partly", "canceled"]],
    ["a status", () => ({ statuses: ["COMPLETED"] }), ["completed"]],
    ["two statuses", () => ({ statuses: ["COMPLETED", "CANCELED"] }), ["completed", "canceled"]],
    ["no status at all", () => ({ statuses: [] }), []],
    ["a payment state", () => ({ paymentStates: ["AUTHORIZED", "PARTIALLY_PAID"] }), ["held", "partly"]],
    ["what is paid", () => ({ paymentStates: ["PAID"] }), ["completed"]],
    ["a time from", () => ({ createdAt: { from: split.toISOString() } }), ["bern", "partly", "canceled"]],
    ["a time to", () => ({ createdAt: { to: split.toISOString() } }), ["held", "completed"]],
    ["a location", () => ({ locationIds: [bern] }), ["bern"]],
    ["two locations", () => ({ locationIds: [bern, NOWHERE] }), ["bern"]],
    ["a location that is not there", () => ({ locationIds: [NOWHERE] }), []],
    ["a till", () => ({ tillIds: ["till-bern", "till-9"] }), ["bern"]],
    ["a reference's start", () => ({ referencePrefix: "B-" }), ["bern", "partly"]],
    ["a reference's start, letter by letter", () => ({ referencePrefix: "B-%_" }), ["bern"]],
    ["a reference's end", () => ({ referencePrefix: "xx1" }), []],
    ["a total", () => ({ totalMinor: { min: 2000, max: 3000 } }), ["completed", "bern"]],
    ["a total from", () => ({ totalMinor: { min: 3000 } }), ["bern", "canceled"]],
    ["a total to", () => ({ totalMinor: { max: 500 } }), ["partly"]],
    ["all at once", () => ({ statuses: ["OPEN"], locationIds: [bern], totalMinor: { min: 1 } }), ["bern"]],
  ])("of orders is filtered by %s", async (_what, filter, expected) => {
    expect(await ordersThat(filter())).toEqual(expected);
  });

  it.each<[string, () => PaymentFilter, string[]]>([
    ["nothing", () => ({}), ["held", "captured", "declined", "cash", "twint"]],
    ["a status", () => ({ statuses: ["SUCCEEDED"] }), ["captured", "cash"]],
    ["a tender", () => ({ tenders: ["CASH", "TWINT"] }), ["cash", "twint"]],
    ["a time", () => ({ createdAt: { from: split.toISOString() } }), ["declined", "cash", "twint"]],
    [
      "an end of the hold",
      () => ({ captureBefore: { from: "2020-01-01T00:00:00Z" }, statuses: ["REQUIRES_CAPTURE"] }),
      ["held"],
    ],
    ["no end of the hold", () => ({ captureBefore: { to: "2020-01-01T00:00:00Z" } }), []],
    ["an unknown outcome", () => ({ outcomeUnknown: true }), []],
    ["a known outcome", () => ({ outcomeUnknown: false }), ["held", "captured", "declined", "cash", "twint"]],
    ["the order's status", () => ({ orderStatuses: ["OPEN"] }), ["held", "declined", "cash"]],
    ["a location", () => ({ locationIds: [bern] }), ["declined"]],
    ["a till", () => ({ tillIds: ["till-bern"] }), ["declined"]],
    ["a reader", () => ({ readerIds: [shop.readerIds[0]] }), ["held", "captured"]],
    ["two readers", () => ({ readerIds: [shop.readerIds[1], bernReader] }), ["declined"]],
    ["an amount", () => ({ amountMinor: { min: 300, max: 1000 } }), ["held", "cash"]],
    ["a brand", () => ({ brand: "visa" }), ["held", "captured", "declined"]],
    ["the card's last digits", () => ({ last4: "0002" }), ["declined"]],
    ["a fee", () => ({ hasApplicationFee: true }), ["declined"]],
    ["no fee", () => ({ hasApplicationFee: false }), ["held", "captured", "cash", "twint"]],
    ["a connected account", () => ({ stripeAccount: "acct_1" }), []],
    ["an origin", () => ({ origin: "ADOPTED" }), []],
    ["our origin", () => ({ origin: "API", brand: "visa", statuses: ["REQUIRES_CAPTURE"] }), ["held"]],
  ])("of payments is filtered by %s", async (_what, filter, expected) => {
    expect(await paymentsThat(filter())).toEqual(expected);
  });

  it("of payments is found by what Stripe calls them", async () => {
    const { stripePaymentIntentId, stripeChargeId } = await createTill(shop).payment(payments["captured"] ?? "");

    const found = [await paymentsThat({ stripePaymentIntentId }), await paymentsThat({ stripeChargeId })];
    const byId = await shop.client("BACK_OFFICE").request(PaymentByStripeIdDocument, {
      stripePaymentIntentId: stripePaymentIntentId ?? "",
    });
    const nobody = await shop
      .client("BACK_OFFICE")
      .request(PaymentByStripeIdDocument, { stripePaymentIntentId: "pi_nobody" });

    expect(found).toEqual([["captured"], ["captured"]]);
    expect(byId.paymentByStripeId?.id).toBe(payments["captured"]);
    expect(nobody.paymentByStripeId).toBeNull();
  });

  it("of readers is filtered by location", async () => {
    const { readers } = await shop.client("OPERATOR").request(ReadersDocument, { locationId: bern });
    const { readers: none } = await shop.client("OPERATOR").request(ReadersDocument, { locationId: NOWHERE });

    expect(readers.edges.map(({ node }) => node.id)).toEqual([bernReader]);
    expect(none).toMatchObject({ edges: [], totalCount: 0 });
  });

  it("of orders shows each with its own payments, in one request", async () => {
    const { orders: page } = await shop.client("BACK_OFFICE").request(DashboardDocument, { filter: {} });

    const shown = page.edges.map(({ node }) => [node.id, node.payments.nodes.map(({ order }) => order?.id)]);
    expect(shown.length).toBeGreaterThanOrEqual(5);
    expect(shown).toEqual(shown.map(([id, owners]) => [id, (owners as string[]).map(() => id)]));
    const held = page.edges.find(({ node }) => node.id === orders["held"])?.node.payments.nodes[0];
    expect(held).toMatchObject({ status: "REQUIRES_CAPTURE", actions: [{ reader: { id: shop.readerIds[0] } }] });
  });

  it("is not needed to find a thing by its id", async () => {
    const { actions } = await createTill(shop).payment(payments["held"] ?? "");
    const ids = [orders["held"], payments["held"], actions[0]?.id, bernReader, bern].map((id) => id ?? "");

    const found = await Promise.all(ids.map((id) => shop.client("TILL").request(NodeDocument, { id })));

    expect(found.map(({ node }) => [node?.type, node?.id])).toEqual(
      ["Order", "Payment", "ReaderAction", "Reader", "Location"].map((type, index) => [type, ids[index]]),
    );
  });

  it.each(["", "nonsense", "ord_", "ord_nobody", "key_1", "op_1", "toString", "__proto__", "rfd_nobody", "😀"])(
    "finds nothing by %j",
    async (id) => {
      expect(await shop.client("TEST").request(NodeDocument, { id })).toEqual({ node: null });
    },
  );

  it("of orders finds one by the POS's own number, at its location only", async () => {
    const till = shop.client("TILL");
    const order = await createTill(shop).order(orders["partly"] ?? "");

    const here = await till.request(OrderByReferenceDocument, {
      reference: order.reference,
      locationId: shop.locationId,
    });
    const elsewhere = await till.request(OrderByReferenceDocument, { reference: order.reference, locationId: bern });
    const nobody = await till.request(OrderByReferenceDocument, {
      reference: randomUUID(),
      locationId: shop.locationId,
    });

    expect(here.orderByReference).toEqual(order);
    expect([elsewhere.orderByReference, nobody.orderByReference]).toEqual([null, null]);
  });
});
