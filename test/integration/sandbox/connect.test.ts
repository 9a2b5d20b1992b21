import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { errorOf } from "./open-sandbox.js";
import { chargeOnline, openFrozen } from "./pay-online.js";

const SHOP = "acct_1Shop";
const DIRECT = { stripeAccount: SHOP };
const DAY_MS = 86_400_000;

async function bookedOn(stripe: Stripe, options: Stripe.RequestOptions = {}): Promise<unknown[]> {
  const { data } = await stripe.balanceTransactions.list({}, options);
  return data.map(({ type, amount, fee }) => [type, amount, fee]).toReversed();
}

const handOn = { application_fee_amount: 200, transfer_data: { destination: SHOP } };

describe("the fee of a direct charge", () => {
  it("is the platform's, with its own resource", async () => {
    const { stripe } = await openFrozen();

    const charge = await chargeOnline(stripe, { application_fee_amount: 200 }, DIRECT);

    const fee = await stripe.applicationFees.retrieve(charge.application_fee as string);
    expect(fee).toMatchObject({
      object: "application_fee",
      account: SHOP,
      amount: 200,
      amount_refunded: 0,
      charge: charge.id,
      currency: "chf",
      fee_source: { charge: charge.id, type: "charge" },
      originating_transaction: null,
      refunded: false,
      refunds: {
        object: "list",
        data: [],
        has_more: false,
        url: `/v1/application_fees/${fee.id}/refunds`,
      },
    });
    expect((await stripe.applicationFees.list({ charge: charge.id })).data).toEqual([fee]);
    expect((await stripe.applicationFees.list({ charge: "ch_nope" })).data).toEqual([]);
    expect((await stripe.applicationFees.list({}, DIRECT)).data).toEqual([]);
    expect(await bookedOn(stripe)).toEqual([["application_fee", 200, 0]]);
    expect(await bookedOn(stripe, DIRECT)).toEqual([["charge", 2000, 238]]);
  });

  it("is never more than what was captured", async () => {
    const { stripe } = await openFrozen();
    const { payment_intent: held } = await chargeOnline(
      stripe,
      { application_fee_amount: 900, capture_method: "manual" },
      DIRECT,
    );

    await stripe.paymentIntents.capture(held as string, { amount_to_capture: 500 }, DIRECT);

    expect((await stripe.applicationFees.list()).data.map(({ amount }) => amount)).toEqual([500]);
  });

  it("stays within an amount that is lowered, and as it was once the payment is made", async () => {
    const { stripe } = await openFrozen();
    const { id } = await stripe.paymentIntents.create(
      { amount: 5000, currency: "chf", application_fee_amount: 4000 },
      DIRECT,
    );
    const { payment_intent: paid } = await chargeOnline(stripe, { application_fee_amount: 200 }, DIRECT);

    const lowered = await errorOf(stripe.paymentIntents.update(id, { amount: 1000 }, DIRECT));
    const late = await errorOf(stripe.paymentIntents.update(paid as string, { application_fee_amount: 10 }, DIRECT));

    expect(lowered).toMatchObject({ statusCode: 400, param: "application_fee_amount" });
    expect(late).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
  });

  it("goes back in proportion, with the refund that asks for it", async () => {
    const { stripe } = await openFrozen();
    const charge = await chargeOnline(stripe, { application_fee_amount: 200 }, DIRECT);

    for (const amount of [500, 1500])
      await stripe.refunds.create({ charge: charge.id, amount, refund_application_fee: true }, DIRECT);

    const fee = await stripe.applicationFees.retrieve(charge.application_fee as string);
    expect(fee).toMatchObject({ amount_refunded: 200, refunded: true });
    expect(fee.refunds.data.map(({ amount }) => amount)).toEqual([150, 50]);
    expect((await bookedOn(stripe)).slice(1)).toEqual([
      ["application_fee_refund", -50, 0],
      ["application_fee_refund", -150, 0],
    ]);
    expect((await bookedOn(stripe, DIRECT)).slice(1)).toEqual([
      ["refund", -500, -50],
      ["refund", -1500, -150],
    ]);
    const [last] = (await stripe.balanceTransactions.list({ type: "refund" }, DIRECT)).data;
    expect(last).toMatchObject({ net: -1350, fee_details: [{ amount: -150, type: "application_fee" }] });
  });

  it("stays where the refund does not ask for it", async () => {
    const { stripe } = await openFrozen();
    const charge = await chargeOnline(stripe, { application_fee_amount: 200 }, DIRECT);

    await stripe.refunds.create({ charge: charge.id }, DIRECT);

    expect((await stripe.applicationFees.list()).data[0]).toMatchObject({ amount_refunded: 0, refunded: false });
  });

  it("can be refunded by itself, as often as something is left", async () => {
    const { stripe } = await openFrozen();
    const { application_fee } = await chargeOnline(stripe, { application_fee_amount: 200 }, DIRECT);
    const fee = application_fee as string;

    const part = await stripe.applicationFees.createRefund(fee, { amount: 50, metadata: { why: "late" } });
    const tooMuch = await errorOf(stripe.applicationFees.createRefund(fee, { amount: 151 }));
    const rest = await stripe.applicationFees.createRefund(fee);
    const again = await errorOf(stripe.applicationFees.createRefund(fee));

    expect(part).toMatchObject({ object: "fee_refund", amount: 50, fee, metadata: { why: "late" } });
    expect(rest.amount).toBe(150);
    expect(tooMuch).toMatchObject({ param: "amount", statusCode: 400 });
    expect(again).toMatchObject({ type: "invalid_request_error", statusCode: 400 });
    expect((await stripe.applicationFees.listRefunds(fee)).data).toEqual([rest, part]);
    const renamed = await stripe.applicationFees.updateRefund(fee, part.id, { metadata: { why: "" } });
    expect(renamed.metadata).toEqual({});
    expect(await stripe.applicationFees.retrieveRefund(fee, part.id)).toEqual(renamed);
    expect(await bookedOn(stripe, DIRECT)).toContainEqual(["application_fee_refund", 50, 0]);
  });
});

describe("a destination charge", () => {
  it("hands its money on, of which the receiver pays the fee", async () => {
    const { stripe } = await openFrozen();

    const charge = await chargeOnline(stripe, handOn);

    const transfer = await stripe.transfers.retrieve(charge.transfer as string);
    expect(charge).toMatchObject({ destination: SHOP, transfer_group: `group_${charge.payment_intent as string}` });
    expect(transfer).toMatchObject({
      object: "transfer",
      amount: 2000,
      amount_reversed: 0,
      destination: SHOP,
      reversed: false,
      reversals: { data: [], url: `/v1/transfers/${transfer.id}/reversals` },
      source_transaction: charge.id,
      transfer_group: charge.transfer_group,
    });
    expect(await stripe.applicationFees.retrieve(charge.application_fee as string)).toMatchObject({
      account: SHOP,
      charge: transfer.destination_payment,
      originating_transaction: charge.id,
    });
    expect(await bookedOn(stripe)).toEqual([
      ["transfer", -2000, 0],
      ["application_fee", 200, 0],
      ["charge", 2000, 38],
    ]);
    expect(await bookedOn(stripe, DIRECT)).toEqual([["payment", 2000, 200]]);
  });

  it("hands on the part that was named, at the capture and not before", async () => {
    const { stripe } = await openFrozen();
    const transfer_data = { destination: SHOP, amount: 1500 };
    const held = await chargeOnline(stripe, { transfer_data, capture_method: "manual" });
    const before = await stripe.transfers.list();

    await stripe.paymentIntents.capture(held.payment_intent as string);

    expect(before.data).toEqual([]);
    expect((await stripe.transfers.list()).data.map(({ amount }) => amount)).toEqual([1500]);
  });

  it.each<[object, number, number, number]>([
    [{}, 0, 0, -1000],
    [{ reverse_transfer: true }, 1000, 0, 0],
    [{ refund_application_fee: true }, 0, 100, -1100],
    [{ reverse_transfer: true, refund_application_fee: true }, 1000, 100, -100],
  ])("half refunded with %j", async (flags, reversed, feeBack, platform) => {
    const { stripe } = await openFrozen();
    const charge = await chargeOnline(stripe, handOn);
    const before = (await stripe.balance.retrieve()).pending[0]?.amount ?? 0;

    const refund = await stripe.refunds.create({ charge: charge.id, amount: 1000, ...flags });

    const transfer = await stripe.transfers.retrieve(charge.transfer as string);
    expect(transfer.amount_reversed).toBe(reversed);
    expect(transfer.reversals.data.map(({ id, source_refund }) => [id, source_refund])).toEqual(
      reversed === 0 ? [] : [[refund.transfer_reversal, refund.id]],
    );
    expect((await stripe.applicationFees.list()).data[0]?.amount_refunded).toBe(feeBack);
    expect(((await stripe.balance.retrieve()).pending[0]?.amount ?? 0) - before).toBe(platform);
    expect((await stripe.balance.retrieve({}, DIRECT)).pending[0]?.amount).toBe(1800 - reversed + feeBack);
  });

  it("shows fee, transfer and reversal where they are expanded", async () => {
    const { stripe } = await openFrozen();
    const { id } = await chargeOnline(stripe, handOn);

    const refund = await stripe.refunds.create({
      charge: id,
      reverse_transfer: true,
      expand: ["transfer_reversal.transfer", "charge.application_fee", "charge.transfer"],
    });

    expect(refund).toMatchObject({
      transfer_reversal: {
        object: "transfer_reversal",
        amount: 2000,
        transfer: { object: "transfer", reversed: true },
      },
      charge: { application_fee: { object: "application_fee" }, transfer: { object: "transfer" } },
    });
  });
});

describe("a transfer of its own", () => {
  it("takes the money of a charge, up to the whole of it", async () => {
    const { stripe } = await openFrozen();
    const { id } = await chargeOnline(stripe, { transfer_group: "order 1" });
    const order = { currency: "chf", destination: SHOP, source_transaction: id };

    const first = await stripe.transfers.create({ ...order, amount: 1200 });
    const tooMuch = await errorOf(stripe.transfers.create({ ...order, amount: 801 }));
    const second = await stripe.transfers.create({ ...order, amount: 800, destination: "acct_1Other" });

    expect(first).toMatchObject({ source_transaction: id, transfer_group: "order 1" });
    expect(tooMuch).toMatchObject({ statusCode: 400, param: "amount" });
    expect((await stripe.transfers.list({ transfer_group: "order 1" })).data).toEqual([second, first]);
    expect((await stripe.transfers.list({ destination: SHOP })).data).toEqual([first]);
    expect(await bookedOn(stripe, DIRECT)).toEqual([["payment", 1200, 0]]);
  });

  it("takes what is available where no charge is named", async () => {
    const { stripe, control } = await openFrozen();
    await chargeOnline(stripe);
    const order = { amount: 1000, currency: "chf", destination: SHOP };

    const tooSoon = await errorOf(stripe.transfers.create(order));
    await control("POST", "clock", { advance_ms: 7 * DAY_MS });
    const made = await stripe.transfers.create({ ...order, description: "share", metadata: { week: "47" } });
    const changed = await stripe.transfers.update(made.id, { metadata: { week: "" } });

    expect(tooSoon).toMatchObject({ code: "balance_insufficient", statusCode: 400 });
    expect(made).toMatchObject({ description: "share", source_transaction: null, transfer_group: null });
    expect(changed.metadata).toEqual({});
  });

  it("is taken back in parts, the fee with it where that is asked for", async () => {
    const { stripe } = await openFrozen();
    const { transfer } = await chargeOnline(stripe, handOn);
    const id = transfer as string;

    const part = await stripe.transfers.createReversal(id, { amount: 500, refund_application_fee: true });
    const tooMuch = await errorOf(stripe.transfers.createReversal(id, { amount: 1501 }));
    const rest = await stripe.transfers.createReversal(id);
    const again = await errorOf(stripe.transfers.createReversal(id));

    expect([part.amount, rest.amount, part.source_refund]).toEqual([500, 1500, null]);
    expect(tooMuch).toMatchObject({ param: "amount" });
    expect(again).toMatchObject({ type: "invalid_request_error" });
    expect((await stripe.transfers.listReversals(id)).data).toEqual([rest, part]);
    expect(await stripe.transfers.retrieveReversal(id, part.id)).toEqual(part);
    expect((await stripe.transfers.updateReversal(id, part.id, { metadata: { a: "1" } })).metadata).toEqual({ a: "1" });
    expect((await stripe.applicationFees.list()).data[0]?.amount_refunded).toBe(50);
  });

  it.each<[string, object, object]>([
    ["an account that is none", { destination: "shop" }, { code: "resource_missing", param: "destination" }],
    ["an unknown charge", { source_transaction: "ch_nope" }, { code: "resource_missing", param: "source_transaction" }],
    ["nothing", { amount: 0 }, { code: "parameter_invalid_integer", param: "amount" }],
    ["no amount", { amount: undefined }, { code: "parameter_missing", param: "amount" }],
  ])("is refused for %s", async (_, more, error) => {
    const { stripe } = await openFrozen();

    const params = { amount: 1, currency: "chf", destination: SHOP, ...more };

    expect(await errorOf(stripe.transfers.create(params))).toMatchObject({ ...error, statusCode: 400 });
  });

  it("takes nothing of a charge that is only held", async () => {
    const { stripe } = await openFrozen();
    const { id } = await chargeOnline(stripe, { capture_method: "manual" });

    const error = await errorOf(
      stripe.transfers.create({ amount: 1, currency: "chf", destination: SHOP, source_transaction: id }),
    );

    expect(error).toMatchObject({ param: "source_transaction" });
  });
});
