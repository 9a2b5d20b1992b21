import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { payByTwint } from "./confirm-twint.js";
import { errorOf, makeIntent, openSandbox, type OpenSandbox } from "./open-sandbox.js";
import { chargeOnline, openFrozen } from "./pay-online.js";

interface Paid extends OpenSandbox {
  readonly charge: string;
}

async function pay(payment_method = "pm_card_visa"): Promise<Paid> {
  const open = await openFrozen();
  return { ...open, charge: (await chargeOnline(open.stripe, { payment_method })).id };
}

describe("a charge's refunds", () => {
  it("are in it only where they are expanded, ten of them with their whole number", async () => {
    const { stripe, charge } = await pay();
    for (let amount = 1; amount <= 12; amount += 1) await stripe.refunds.create({ charge, amount });

    const plain = await stripe.charges.retrieve(charge);
    const { refunds } = await stripe.charges.retrieve(charge, { expand: ["refunds"] });

    expect(plain).not.toHaveProperty("refunds");
    expect(refunds).toMatchObject({
      object: "list",
      has_more: true,
      total_count: 12,
      url: `/v1/charges/${charge}/refunds`,
    });
    expect(refunds?.data.map(({ amount }) => amount)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  });

  it("go on where the list says", async () => {
    const { stripe, raw, charge } = await pay();
    const made: string[] = [];
    for (let amount = 1; amount <= 12; amount += 1) made.push((await stripe.refunds.create({ charge, amount })).id);

    const page = (await (await raw("GET", `/v1/charges/${charge}/refunds?starting_after=${made[2]}`)).json()) as {
      data: { id: string }[];
      has_more: boolean;
    };
    const one = (await (await raw("GET", `/v1/charges/${charge}/refunds/${made[2]}`)).json()) as { id: string };
    const other = await raw("GET", `/v1/charges/${charge}/refunds/re_nope`);

    expect(page.data.map(({ id }) => id)).toEqual([made[1], made[0]]);
    expect(page.has_more).toBe(false);
    expect(one.id).toBe(made[2]);
    expect(other.status).toBe(404);
  });

  it("make it refunded once they are all of it, and not a centime before", async () => {
    const { stripe, charge } = await pay();

    await stripe.refunds.create({ charge, amount: 1999 });
    const before = await stripe.charges.retrieve(charge);
    await stripe.refunds.create({ charge });
    const after = await stripe.charges.retrieve(charge);

    expect([before.refunded, before.amount_refunded, before.paid]).toEqual([false, 1999, true]);
    expect([after.refunded, after.amount_refunded, after.paid]).toEqual([true, 2000, true]);
  });
});

describe("a refund", () => {
  it("of a card is answered as it was recorded, and gets its reference seconds later", async () => {
    const { stripe, control, charge } = await pay();

    const params: Stripe.RefundCreateParams = { charge, reason: "duplicate", metadata: { till: "1" } };
    const { lastResponse: _, ...made } = await stripe.refunds.create(params);
    await control("POST", "clock", { advance_ms: 3_000 });
    const later = await stripe.refunds.retrieve(made.id);

    const { payment_intent, payment_method } = await stripe.charges.retrieve(charge);
    expect(made).toEqual({
      id: expect.stringMatching(/^re_3\w+$/),
      object: "refund",
      amount: 2000,
      balance_transaction: expect.stringMatching(/^txn_3/),
      charge,
      created: expect.any(Number),
      currency: "chf",
      customer: null,
      customer_account: null,
      destination_details: {
        card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
        type: "card",
      },
      metadata: { till: "1" },
      payment_intent,
      payment_method,
      reason: "duplicate",
      receipt_number: null,
      source_transfer_reversal: null,
      status: "succeeded",
      transfer_reversal: null,
    });
    expect(later.destination_details?.card).toEqual({
      reference: expect.stringMatching(/^\w+$/),
      reference_status: "available",
      reference_type: "acquirer_reference_number",
      type: "refund",
    });
  });

  it("that fails later puts the money back, and may be made again", async () => {
    const { stripe, control, charge } = await pay("pm_card_refundFail");
    const made = await stripe.refunds.create({ charge, amount: 700 });
    await control("POST", "clock", { advance_ms: 3_000 });

    const failed = await stripe.refunds.retrieve(made.id, { expand: ["failure_balance_transaction"] });

    expect([made.status, failed.status, failed.failure_reason]).toEqual([
      "succeeded",
      "failed",
      "expired_or_canceled_card",
    ]);
    expect(failed.failure_balance_transaction).toMatchObject({ type: "refund_failure", amount: 700, source: made.id });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await stripe.refunds.create({ charge })).amount).toBe(2000);
  });

  it.each<[string, string]>([
    ["amount", "1"],
    ["reason", "duplicate"],
    ["charge", "ch_x"],
    ["payment_intent", "pi_x"],
  ])("takes no other %s afterwards", async (name, value) => {
    const { stripe, raw, charge } = await pay();
    const { id } = await stripe.refunds.create({ charge });

    const answer = await raw("POST", `/v1/refunds/${id}`, { body: `${name}=${value}` });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "parameter_unknown", param: name } });
  });

  it("merges its metadata and forgets it", async () => {
    const { stripe, charge } = await pay();
    const { id } = await stripe.refunds.create({ charge, metadata: { kept: "1", gone: "2" } });

    const merged = await stripe.refunds.update(id, { metadata: { gone: "", new: "3" } });
    const cleared = await stripe.refunds.update(id, { metadata: "" });

    expect([merged.metadata, cleared.metadata]).toEqual([{ kept: "1", new: "3" }, {}]);
  });

  it("is made once under its key, however often it is sent", async () => {
    const { stripe, charge } = await pay();
    const options = { idempotencyKey: "refund-1" };

    const answers = [
      await stripe.refunds.create({ charge, amount: 500 }, options),
      await stripe.refunds.create({ charge, amount: 500 }, options),
    ];

    expect(answers[1]?.id).toBe(answers[0]?.id);
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(500);
  });

  it.each<[object, string[]]>([
    [{}, ["pyr", "re"]],
    [{ limit: 1 }, ["pyr"]],
    [{ created: { gt: 9_999_999_999 } }, []],
  ])("is listed by %j", async (params, prefixes) => {
    const { stripe, charge } = await pay();
    await stripe.refunds.create({ charge });
    await stripe.refunds.create({ payment_intent: (await payByTwint(stripe)).id });

    const { data } = await stripe.refunds.list(params);

    expect(data.map(({ id }) => id.split("_")[0])).toEqual(prefixes);
    expect((await stripe.refunds.list({ charge })).data).toHaveLength(1);
  });

  it.each([
    ["TWINT", "REFUND FOR PAYMENT", "payment_refund"],
    ["a card", "REFUND FOR CHARGE", "refund"],
  ])("of %s is booked as what it is", async (what, description, type) => {
    const { stripe, charge } = await pay();
    const twint = await payByTwint(stripe);

    const { balance_transaction: id } = await stripe.refunds.create(
      what === "TWINT" ? { payment_intent: twint.id } : { charge },
    );

    expect(await stripe.balanceTransactions.retrieve(id as string)).toMatchObject({
      type,
      description,
      reporting_category: "refund",
      fee: 0,
    });
  });

  it("that waits for nobody can't be expired", async () => {
    const { stripe, charge } = await pay();
    const { id } = await stripe.refunds.create({ charge });

    expect(await errorOf(stripe.testHelpers.refunds.expire(id))).toMatchObject({ statusCode: 400 });
    expect(await errorOf(stripe.testHelpers.refunds.expire("re_nope"))).toMatchObject({
      code: "resource_missing",
      param: "refund",
      statusCode: 404,
    });
  });

  it("of a payment that was only begun is refused", async () => {
    const { stripe } = await openSandbox();
    const { id } = await makeIntent(stripe);

    expect(await errorOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({
      type: "invalid_request_error",
      statusCode: 400,
    });
  });
});
