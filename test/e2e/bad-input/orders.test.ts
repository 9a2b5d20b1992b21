import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  CompleteOrderDocument,
  type CreateOrderInput,
  RecordPaymentDocument,
  UpdateOrderDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill } from "../../support/till.js";
import { attempt } from "./attempt.js";

const LINE = { description: "Coffee", quantity: 1, unitAmountMinor: 450, amountMinor: 450 };
const UNKNOWN_ORDER = "ord_01h2xcejqtf2nbrexx3vqjhp41";

describe("an order", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  it.each<[string, Partial<CreateOrderInput>, string]>([
    ["in a currency that does not exist", { currency: "XYZ" }, "currency"],
    ["in a currency in lower case", { currency: "chf" }, "currency"],
    ["of a negative total", { totalMinor: -1 }, "totalMinor"],
    ["of a total beyond any till", { totalMinor: 1_000_000_000_000 }, "totalMinor"],
    ["whose lines don't add up", { lines: [LINE, LINE] }, "lines"],
    ["with a line of no quantity", { lines: [{ ...LINE, quantity: 0, amountMinor: 1050 }] }, "lines.0.quantity"],
    ["with a line of no name", { lines: [{ ...LINE, description: " ", amountMinor: 1050 }] }, "lines.0.description"],
    ["with 501 lines", { lines: Array.from({ length: 501 }, () => LINE) }, "lines"],
    ["without a reference", { reference: "" }, "reference"],
    ["with a reference of blanks", { reference: "   " }, "reference"],
    ["with a reference of a page", { reference: "x".repeat(201) }, "reference"],
    ["without a till", { tillId: "" }, "tillId"],
    ["for a connected account", { stripeAccount: "acct_1" }, "stripeAccount"],
    [
      "with 51 metadata keys",
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, key) => [key, ""])) },
      "metadata",
    ],
  ])("%s is refused by the field's name", async (_what, more, field) => {
    const till = createTill(shop);

    const { refusal, changes } = await attempt(shop, () => till.openOrder(1050, more));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });

  it("at a location that does not exist is NOT_FOUND", async () => {
    const till = createTill(shop);

    const { refusal, changes } = await attempt(shop, () => till.openOrder(1050, { locationId: "loc_nowhere" }));

    expect(refusal).toMatchObject({ code: "NOT_FOUND", field: "locationId" });
    expect(changes).toEqual([]);
  });

  it("with the reference and content of an earlier one is that one", async () => {
    const till = createTill(shop);
    const same = { reference: randomUUID(), lines: [{ ...LINE, amountMinor: 1050 }], metadata: { a: 1, b: [2] } };

    const first = await till.openOrder(1050, same);
    const again = await till.openOrder(1050, { ...same, metadata: { b: [2], a: 1 } });

    expect(again).toEqual(first);
  });

  it.each<[string, Partial<CreateOrderInput>]>([
    ["total", { totalMinor: 1060 }],
    ["till", { tillId: "till-2" }],
    ["currency", { currency: "EUR" }],
    ["lines", { lines: [{ ...LINE, amountMinor: 1050 }] }],
    ["metadata", { metadata: { table: "12" } }],
    ["hold", { holdUntil: "2030-01-01T00:00:00Z" }],
  ])("with the reference of an earlier one and another %s is refused", async (_what, more) => {
    const till = createTill(shop);
    const earlier = await till.openOrder(1050);

    const { refusal, changes } = await attempt(shop, () =>
      till.openOrder(1050, { reference: earlier.reference, ...more }),
    );

    expect(refusal).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED", field: "reference" });
    expect(refusal.extensions["orderId"]).toBe(earlier.id);
    expect(changes).toEqual([]);
  });

  it.each<[string, { totalMinor?: number; lines?: (typeof LINE)[] }, string]>([
    ["a negative total", { totalMinor: -5 }, "totalMinor"],
    ["lines that don't add up", { lines: [LINE] }, "lines"],
    ["a total that its lines don't add up to", { totalMinor: 1000 }, "lines"],
  ])("can't be changed to %s", async (_what, more, field) => {
    const till = createTill(shop);
    const order = await till.openOrder(450, { lines: [LINE] });
    const lines = more.lines === undefined ? {} : { lines: [...more.lines, LINE] };

    const { refusal, changes } = await attempt(shop, () =>
      till.client.request(UpdateOrderDocument, { input: { orderId: order.id, ...more, ...lines } }),
    );

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });
});

describe("an order id that names no order", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  it.each([UNKNOWN_ORDER, "nonsense", "", "pay_01h2xcejqtf2nbrexx3vqjhp41", "%", "ord_' or true --"])(
    "is null to read and NOT_FOUND to work with: %j",
    async (orderId) => {
      const till = createTill(shop);
      const cash = { idempotencyKey: randomUUID(), tender: "CASH", amountMinor: 100 } as const;

      await expect(till.order(orderId)).rejects.toThrow("the answer is empty");
      const attempts = [
        await attempt(shop, () => till.createIntent(orderId)),
        await attempt(shop, () => till.client.request(RecordPaymentDocument, { input: { ...cash, orderId } })),
        await attempt(shop, () => till.client.request(UpdateOrderDocument, { input: { orderId, totalMinor: 5 } })),
        await attempt(shop, () => till.client.request(CompleteOrderDocument, { input: { orderId } })),
        await attempt(shop, () => till.cancelOrder(orderId)),
      ];

      expect(attempts.map(({ refusal }) => refusal.code)).toEqual(attempts.map(() => "NOT_FOUND"));
      expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
    },
  );
});
