import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CreateLocationDocument, RegisterReaderDocument } from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill } from "../../support/till.js";
import { attempt } from "./attempt.js";

const LOCATION = {
  displayName: "Basel",
  address: { line1: "Marktplatz 1", city: "Basel", postalCode: "4001", country: "CH" },
  timeZone: "Europe/Zurich",
};

describe("an idempotency key", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  it.each(["", "  ", "x".repeat(256)])("is 1 to 255 characters: not %j", async (idempotencyKey) => {
    const till = createTill(shop);
    const operator = shop.client("OPERATOR");
    const order = await till.openOrder(1050);
    const pairing = { idempotencyKey, locationId: shop.locationId, registrationCode: "simulated-wpe" };

    const attempts = [
      await attempt(shop, () => till.createIntent(order.id, { idempotencyKey })),
      await attempt(shop, () => till.recordCash(order.id, 1050, { idempotencyKey })),
      await attempt(shop, () => operator.request(CreateLocationDocument, { input: { ...LOCATION, idempotencyKey } })),
      await attempt(shop, () => operator.request(RegisterReaderDocument, { input: pairing })),
    ];

    expect(attempts.map(({ refusal: { code, field } }) => [code, field])).toEqual(
      attempts.map(() => ["BAD_USER_INPUT", "idempotencyKey"]),
    );
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
  });

  it("of an intent answers the same payment again, and refuses another request", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const idempotencyKey = randomUUID();
    const first = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });

    const again = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });
    const attempts = [
      await attempt(shop, () => till.createIntent(order.id, { idempotencyKey, amountMinor: 999 })),
      await attempt(shop, () => till.createIntent(order.id, { idempotencyKey })),
      await attempt(shop, () => till.createIntent(order.id, { idempotencyKey, amountMinor: 1000, tender: "TWINT" })),
    ];

    expect(again).toEqual(first);
    expect(attempts.map(({ refusal: { code, field } }) => [code, field])).toEqual(
      attempts.map(() => ["IDEMPOTENCY_KEY_REUSED", "idempotencyKey"]),
    );
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
  });

  it("of cash answers the same entry again, and refuses another request", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const idempotencyKey = randomUUID();
    const first = await till.recordCash(order.id, 1000, { idempotencyKey, receivedMinor: 2000 });

    const again = await till.recordCash(order.id, 1000, { idempotencyKey, receivedMinor: 2000 });
    const { refusal, changes } = await attempt(shop, () =>
      till.recordCash(order.id, 1000, { idempotencyKey, receivedMinor: 5000 }),
    );

    expect(again).toEqual(first);
    expect(refusal).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" });
    expect(changes).toEqual([]);
  });

  it("of a location and of a reader answers the same one again, and refuses another request", async () => {
    const operator = shop.client("OPERATOR");
    const location = { ...LOCATION, idempotencyKey: randomUUID() };
    const made = await operator.request(CreateLocationDocument, { input: location });
    const locationId = made.createLocation?.location.id ?? "";
    const pairing = { idempotencyKey: randomUUID(), locationId, registrationCode: "simulated-wpe" };
    const paired = await operator.request(RegisterReaderDocument, { input: pairing });

    const madeAgain = await operator.request(CreateLocationDocument, { input: location });
    const pairedAgain = await operator.request(RegisterReaderDocument, { input: pairing });
    const attempts = [
      await attempt(shop, () =>
        operator.request(CreateLocationDocument, { input: { ...location, displayName: "Elsewhere" } }),
      ),
      await attempt(shop, () => operator.request(RegisterReaderDocument, { input: { ...pairing, label: "Other" } })),
    ];

    expect(madeAgain).toEqual(made);
    expect(pairedAgain).toEqual(paired);
    expect(attempts.map(({ refusal }) => refusal.code)).toEqual(attempts.map(() => "IDEMPOTENCY_KEY_REUSED"));
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
  });

  it("stays free when its request was refused", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const idempotencyKey = randomUUID();
    await attempt(shop, () => till.createIntent(order.id, { idempotencyKey, amountMinor: 2000 }));

    const { payment } = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });

    expect(payment).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", amountMinor: 1000 });
  });

  it("is one for each mutation", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const idempotencyKey = randomUUID();

    const cash = await till.recordCash(order.id, 1000, { idempotencyKey });
    const card = await till.createIntent(order.id, { idempotencyKey, amountMinor: 1000 });

    expect(card.payment.id).not.toBe(cash.payment.id);
  });
});

describe("what an operator sets up", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  it.each<[string, object, string]>([
    ["without a name", { displayName: " " }, "displayName"],
    ["in a country in lower case", { address: { ...LOCATION.address, country: "ch" } }, "address.country"],
    ["in no country", { address: { ...LOCATION.address, country: "Schweiz" } }, "address.country"],
    ["in a time zone that does not exist", { timeZone: "Europe/Bern" }, "timeZone"],
  ])("is no location %s", async (_what, more, field) => {
    const input = { ...LOCATION, idempotencyKey: randomUUID(), ...more };

    const { refusal, changes } = await attempt(shop, () =>
      shop.client("OPERATOR").request(CreateLocationDocument, { input }),
    );

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ["at no location", { locationId: "loc_nowhere" }, "NOT_FOUND", "locationId"],
    ["without a code", { registrationCode: "" }, "BAD_USER_INPUT", "registrationCode"],
    ["with an empty label", { label: "" }, "BAD_USER_INPUT", "label"],
  ])("is no reader %s", async (_what, more, code, field) => {
    const pairing = { idempotencyKey: randomUUID(), locationId: shop.locationId, registrationCode: "simulated-wpe" };

    const { refusal, changes } = await attempt(shop, () =>
      shop.client("OPERATOR").request(RegisterReaderDocument, { input: { ...pairing, ...more } }),
    );

    expect(refusal).toMatchObject({ code, field });
    expect(changes).toEqual([]);
  });
});
