import { describe, expect, it } from "vitest";
import {
  CapturePaymentIntentDocument,
  type CreatePaymentIntentInput,
  UpdatePaymentIntentDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill } from "../../support/till.js";
import { attempt } from "./attempt.js";

type More = Partial<CreatePaymentIntentInput>;

describe("an amount", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  it.each<[string, number, More, string, string]>([
    ["of 0", 1050, { amountMinor: 0 }, "BAD_USER_INPUT", "amountMinor"],
    ["below 0", 1050, { amountMinor: -500 }, "BAD_USER_INPUT", "amountMinor"],
    ["above what is chargeable", 1050, { amountMinor: 1051 }, "AMOUNT_EXCEEDS_DUE", "amountMinor"],
    ["of more than Stripe takes", 200_000_000, { amountMinor: 100_000_000 }, "BAD_USER_INPUT", "amountMinor"],
    ["of all of an order larger than Stripe takes", 200_000_000, {}, "BAD_USER_INPUT", "amountMinor"],
    ["below what Stripe charges at least", 1050, { amountMinor: 49 }, "BAD_USER_INPUT", "amountMinor"],
    ["of an order below what Stripe charges at least", 49, {}, "BAD_USER_INPUT", "amountMinor"],
    ["of nothing, where nothing is due", 0, {}, "AMOUNT_EXCEEDS_DUE", "amountMinor"],
    ["with a larger fee", 1050, { applicationFeeMinor: 1051 }, "BAD_USER_INPUT", "applicationFeeMinor"],
    ["with a fee below 0", 1050, { applicationFeeMinor: -1 }, "BAD_USER_INPUT", "applicationFeeMinor"],
  ])("%s makes no payment", async (_what, totalMinor, more, code, field) => {
    const till = createTill(shop);
    const order = await till.openOrder(totalMinor);

    const { refusal, changes } = await attempt(shop, () => till.createIntent(order.id, more));

    expect(refusal).toMatchObject({ code, field });
    expect(changes).toEqual([]);
  });

  it.each<[string, string, number, More, string]>([
    ["a card in EUR at a Swiss reader", "EUR", 1050, {}, "tender"],
    ["TWINT in EUR", "EUR", 1050, { tender: "TWINT" }, "tender"],
    ["TWINT of 6,000 CHF", "CHF", 600_000, { tender: "TWINT" }, "amountMinor"],
    ["TWINT of 5,000.01 CHF", "CHF", 600_000, { tender: "TWINT", amountMinor: 500_001 }, "amountMinor"],
    ["TWINT of 0.49 CHF", "CHF", 1050, { tender: "TWINT", amountMinor: 49 }, "amountMinor"],
    ["TWINT captured by hand", "CHF", 1050, { tender: "TWINT", captureMethod: "MANUAL" }, "captureMethod"],
    ["cash as an intent", "CHF", 1050, { tender: "CASH" }, "tender"],
    ["a voucher as an intent", "CHF", 1050, { tender: "OTHER" }, "tender"],
  ])("by %s is refused before Stripe is asked", async (_what, currency, totalMinor, more, field) => {
    const till = createTill(shop);
    const order = await till.openOrder(totalMinor, { currency });

    const { refusal, changes } = await attempt(shop, () => till.createIntent(order.id, more));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });

  it("of exactly the most and the least is taken", async () => {
    const till = createTill(shop);
    const [largest, twint, least] = [
      await till.openOrder(99_999_999),
      await till.openOrder(500_000),
      await till.openOrder(50),
    ];

    const made = [
      await till.createIntent(largest.id),
      await till.createIntent(twint.id, { tender: "TWINT" }),
      await till.createIntent(least.id),
    ];

    expect(made.map(({ payment }) => [payment.status, payment.amountMinor])).toEqual([
      ["REQUIRES_PAYMENT_METHOD", 99_999_999],
      ["REQUIRES_PAYMENT_METHOD", 500_000],
      ["REQUIRES_PAYMENT_METHOD", 50],
    ]);
  });

  it.each<[string, { amountMinor?: number; applicationFeeMinor?: number }, string, string]>([
    ["0", { amountMinor: 0 }, "BAD_USER_INPUT", "amountMinor"],
    ["less than 0", { amountMinor: -1 }, "BAD_USER_INPUT", "amountMinor"],
    ["more than is chargeable", { amountMinor: 2001 }, "AMOUNT_EXCEEDS_DUE", "amountMinor"],
    ["less than Stripe charges", { amountMinor: 1 }, "BAD_USER_INPUT", "amountMinor"],
    ["more than Stripe takes", { amountMinor: 100_000_000 }, "BAD_USER_INPUT", "amountMinor"],
    ["a larger fee", { applicationFeeMinor: 1001 }, "BAD_USER_INPUT", "applicationFeeMinor"],
    ["nothing at all", {}, "BAD_USER_INPUT", "amountMinor"],
  ])("of a payment can't be changed to %s", async (_what, more, code, field) => {
    const till = createTill(shop);
    const order = await till.openOrder(2000);
    const { payment } = await till.createIntent(order.id, { amountMinor: 1000 });

    const { refusal, changes } = await attempt(shop, () =>
      till.client.request(UpdatePaymentIntentDocument, { input: { paymentId: payment.id, ...more } }),
    );

    expect(refusal).toMatchObject({ code, field });
    expect(changes).toEqual([]);
  });

  it.each<[string, { saleAmountMinor?: number; tipMinor?: number; applicationFeeMinor?: number }, string, string]>([
    ["of 0", { saleAmountMinor: 0 }, "BAD_USER_INPUT", "saleAmountMinor"],
    ["below 0", { saleAmountMinor: -1 }, "BAD_USER_INPUT", "saleAmountMinor"],
    ["of more than is held", { saleAmountMinor: 1051 }, "AMOUNT_EXCEEDS_DUE", "saleAmountMinor"],
    ["whose tip makes it more", { saleAmountMinor: 1050, tipMinor: 1 }, "AMOUNT_EXCEEDS_DUE", "saleAmountMinor"],
    ["with a tip below 0", { saleAmountMinor: 1000, tipMinor: -1 }, "BAD_USER_INPUT", "tipMinor"],
    ["with a tip on an unsaid sale", { tipMinor: 10 }, "BAD_USER_INPUT", "saleAmountMinor"],
    ["with a larger fee", { applicationFeeMinor: 1051 }, "BAD_USER_INPUT", "applicationFeeMinor"],
  ])("%s is not captured", async (_what, more, code, field) => {
    const till = createTill(shop);
    const { payment } = await till.authorize(1050);

    const { refusal, changes } = await attempt(shop, () =>
      till.client.request(CapturePaymentIntentDocument, { input: { paymentId: payment.id, ...more } }),
    );

    expect(refusal).toMatchObject({ code, field });
    expect(changes).toEqual([]);
  });
});
