import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { choose, confirmTwint, payByTwint } from "./confirm-twint.js";
import { errorOf, makeIntent, makeReader, openSandbox, tap, type OpenSandbox } from "./open-sandbox.js";

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;

interface Paid extends OpenSandbox {
  readonly intent: string;
  readonly charge: () => Promise<Stripe.Charge>;
}

/** One card at one reader, on a clock that stands still. */
async function pay(more: Partial<Stripe.PaymentIntentCreateParams> = {}, number?: string): Promise<Paid> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  const reader = await makeReader(open.stripe);
  const { id: intent } = await makeIntent(open.stripe, more);
  await tap(open.stripe, { reader: reader.id, intent, ...(number === undefined ? {} : { number }) });
  const charge = async () =>
    (await open.stripe.paymentIntents.retrieve(intent, { expand: ["latest_charge"] })).latest_charge as Stripe.Charge;
  return { ...open, intent, charge };
}

/** 20 francs by TWINT. */
async function payTwint(): Promise<Paid> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  const { id: intent } = await payByTwint(open.stripe, { amount: 2000 });
  const charge = async () =>
    (await open.stripe.paymentIntents.retrieve(intent, { expand: ["latest_charge"] })).latest_charge as Stripe.Charge;
  return { ...open, intent, charge };
}

async function typesOf(stripe: Stripe): Promise<string[]> {
  return (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();
}

describe("capture methods", () => {
  type Method = NonNullable<Stripe.PaymentIntentCreateParams["capture_method"]>;
  type Own = "manual" | "manual_preferred" | undefined;

  it.each<[Method, Own, string | undefined, string, boolean]>([
    ["manual", undefined, undefined, "requires_capture", false],
    ["automatic", undefined, undefined, "succeeded", true],
    ["automatic_async", undefined, undefined, "succeeded", false],
    ["automatic", "manual", undefined, "requires_capture", false],
    ["automatic_async", "manual_preferred", undefined, "requires_capture", false],
    ["automatic", "manual_preferred", "6280000360000978", "succeeded", true],
  ])("%s, on the card %s, card %s: %s", async (capture_method, own, number, status, isBooked) => {
    const options = own === undefined ? {} : { payment_method_options: { card_present: { capture_method: own } } };

    const { stripe, intent, charge } = await pay({ capture_method, ...options }, number);

    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe(status);
    expect((await charge()).balance_transaction !== null).toBe(isBooked);
  });
});

describe("holds", () => {
  const extended = { request_extended_authorization: true };
  const incremental = { request_incremental_authorization_support: true };

  it.each<[string, string, object, number, boolean]>([
    ["visa", "4242424242424242", {}, 4.75, false],
    ["mastercard", "5555555555554444", {}, 2, false],
    ["mastercard, extended", "5555555555554444", extended, 30, false],
    ["visa, extended: not for a shop", "4242424242424242", extended, 4.75, false],
    ["amex, incremental", "378282246310005", incremental, 2, true],
    ["jcb, incremental: not there", "3566002020360505", incremental, 2, false],
  ])("%s", async (_, number, card_present, days, isIncremental) => {
    const { charge } = await pay({ payment_method_options: { card_present } }, number);

    const { created, payment_method_details: details } = await charge();
    expect(details?.card_present).toMatchObject({
      capture_before: created + days * DAY_SECONDS,
      incremental_authorization_supported: isIncremental,
      overcapture_supported: false,
    });
  });

  it("run out on the clock, to the second, and by Stripe's own hand", async () => {
    const { stripe, control, intent, charge } = await pay({}, "5555555555554444");
    await control("POST", "clock", { advance_ms: 2 * DAY_MS - 1_000 });
    const before = await stripe.paymentIntents.retrieve(intent);
    await control("POST", "clock", { advance_ms: 1_000 });

    expect(before.status).toBe("requires_capture");
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      status: "canceled",
      cancellation_reason: "automatic",
      amount_capturable: 0,
      canceled_at: (await charge()).created + 2 * DAY_SECONDS,
    });
    expect((await typesOf(stripe)).slice(-2)).toEqual(["charge.expired", "payment_intent.canceled"]);
    const late = await errorOf(stripe.paymentIntents.capture(intent));
    expect(late).toMatchObject({ code: "payment_intent_unexpected_state", payment_intent: { status: "canceled" } });
  });

  it.each([
    ["charge.refunded", ["charge.refunded", "payment_intent.canceled"]],
    ["charge.expired", ["charge.expired", "payment_intent.canceled"]],
    ["none", ["payment_intent.canceled"]],
  ])("that are cancelled tell %s", async (canceled_hold_event, types) => {
    const { stripe, control, intent } = await pay();
    await control("POST", "behaviour", { canceled_hold_event });
    const before = (await typesOf(stripe)).length;

    await stripe.paymentIntents.cancel(intent);

    expect((await typesOf(stripe)).slice(before)).toEqual(types);
  });
});

describe("application fees", () => {
  it.each<[string, number | undefined, number | undefined, number | null]>([
    ["as asked for", 200, undefined, 200],
    ["changed at the capture", 200, 150, 150],
    ["begun at the capture", undefined, 50, 50],
    ["none", undefined, undefined, null],
  ])("%s", async (_, asked, atCapture, fee) => {
    const open = await pay(asked === undefined ? {} : { application_fee_amount: asked });
    const before = await open.charge();

    await open.stripe.paymentIntents.capture(
      open.intent,
      atCapture === undefined ? {} : { application_fee_amount: atCapture },
    );
    await open.control("POST", "clock", { advance_ms: 1_000 });

    const charge = await open.charge();
    expect(before.application_fee).toBeNull();
    expect(charge.application_fee_amount).toBe(fee);
    expect((charge.application_fee as string | null)?.slice(0, 4) ?? null).toBe(fee === null ? null : "fee_");
    const booked = await open.stripe.balanceTransactions.retrieve(charge.balance_transaction as string);
    expect(booked.fee_details.map(({ type, amount }) => [type, amount])).toEqual([
      ...(fee === null ? [] : [["application_fee", fee]]),
      ["stripe_fee", 38],
    ]);
    expect(booked.net).toBe(2000 - 38 - (fee ?? 0));
    expect((await typesOf(open.stripe)).includes("application_fee.created")).toBe(fee !== null);
  });

  it("are never more than the payment, at the capture neither", async () => {
    const { stripe, intent } = await pay();

    const atCapture = await errorOf(
      stripe.paymentIntents.capture(intent, { amount_to_capture: 1000, application_fee_amount: 1001 }),
    );

    expect(await errorOf(makeIntent(stripe, { application_fee_amount: 2001 }))).toHaveProperty(
      "param",
      "application_fee_amount",
    );
    expect(atCapture).toHaveProperty("param", "application_fee_amount");
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe("requires_capture");
  });

  it("go back with a refund that says so, in proportion", async () => {
    const { stripe, intent } = await pay({ application_fee_amount: 200, capture_method: "automatic" });

    await stripe.refunds.create({ payment_intent: intent, amount: 500, refund_application_fee: true });

    const [event] = (await stripe.events.list({ type: "application_fee.refunded" })).data;
    expect(event?.data.object).toMatchObject({ amount: 200, amount_refunded: 50, refunded: false });
  });

  it("need a platform where that was chosen", async () => {
    const { stripe, control } = await openSandbox();
    await control("POST", "behaviour", { fee_without_connect: "refused" });
    const direct = { stripeAccount: "acct_1Shop" };

    const refused = await errorOf(makeIntent(stripe, { application_fee_amount: 1 }));
    const made = await stripe.paymentIntents.create(
      { amount: 2000, currency: "chf", application_fee_amount: 1 },
      direct,
    );

    expect(refused).toHaveProperty("param", "application_fee_amount");
    expect(made.application_fee_amount).toBe(1);
  });
});

describe("the balance", () => {
  it("lists what captures, refunds and failed refunds did", async () => {
    const { stripe, control, intent } = await pay({}, "4000000000005126");
    await stripe.paymentIntents.capture(intent, { amount_to_capture: 1500 });
    await control("POST", "clock", { advance_ms: 1_000 });
    const refund = await stripe.refunds.create({ payment_intent: intent, amount: 400 });
    await control("POST", "clock", { advance_ms: 3_000 });

    const all = await stripe.balanceTransactions.list();
    const ofRefund = await stripe.balanceTransactions.list({ source: refund.id });

    expect(all.data.map(({ type, amount, fee, net, status }) => [type, amount, fee, net, status])).toEqual([
      ["refund_failure", 400, 0, 400, "pending"],
      ["refund", -400, 0, -400, "pending"],
      ["charge", 1500, 31, 1469, "pending"],
    ]);
    expect(ofRefund.data).toHaveLength(2);
    expect((await stripe.balanceTransactions.list({ type: "charge" })).data).toHaveLength(1);
    expect((await stripe.balanceTransactions.list({ limit: 1 })).has_more).toBe(true);
    expect(await errorOf(stripe.balanceTransactions.retrieve("txn_nope"))).toMatchObject({ statusCode: 404 });
  });

  it("makes money available after some days", async () => {
    const { stripe, control } = await pay({ capture_method: "automatic" });
    await control("POST", "clock", { advance_ms: 7 * DAY_MS });

    expect((await stripe.balanceTransactions.list()).data[0]?.status).toBe("available");
  });
});

describe("refunds", () => {
  it.each<[string, () => Promise<Paid>, object, [string, string | undefined], [string, string | undefined]]>([
    ["a card", () => pay({ capture_method: "automatic" }), {}, ["succeeded", undefined], ["succeeded", undefined]],
    [
      "the card whose refunds fail",
      () => pay({ capture_method: "automatic" }, "4000000000005126"),
      {},
      ["succeeded", undefined],
      ["failed", "expired_or_canceled_card"],
    ],
    [
      "a card on a short balance",
      () => pay({ capture_method: "automatic" }),
      { balance: "short" },
      ["pending", "insufficient_funds"],
      ["pending", "insufficient_funds"],
    ],
    ["TWINT", payTwint, {}, ["succeeded", undefined], ["succeeded", undefined]],
    ["TWINT, slow", payTwint, { lpm_refund: "pending" }, ["pending", "processing"], ["succeeded", undefined]],
    [
      "TWINT on a short balance",
      payTwint,
      { balance: "short" },
      ["succeeded", undefined],
      ["failed", "insufficient_funds"],
    ],
  ])("of %s", async (_, open, behaviour, first, later) => {
    const { stripe, control, intent, charge } = await open();
    await control("POST", "behaviour", behaviour);

    const made = await stripe.refunds.create({ payment_intent: intent });
    await control("POST", "clock", { advance_ms: 3_000 });
    const settled = await stripe.refunds.retrieve(made.id);

    expect([made.status, made.pending_reason]).toEqual(first);
    expect([settled.status, settled.failure_reason ?? settled.pending_reason]).toEqual(later);
    expect((await charge()).amount_refunded).toBe(later[0] === "failed" ? 0 : 2000);
    const types = (await typesOf(stripe)).filter((type) => type.includes("refund"));
    expect(types.slice(0, 3)).toEqual(["refund.created", "charge.refunded", ...(types[2] ? ["refund.updated"] : [])]);
    expect(types.includes("refund.failed")).toBe(later[0] === "failed");
  });

  it("wait for the balance to be filled", async () => {
    const { stripe, control, intent } = await pay({ capture_method: "automatic" });
    await control("POST", "behaviour", { balance: "short" });
    const { id } = await stripe.refunds.create({ payment_intent: intent });
    await control("POST", "clock", { advance_ms: DAY_MS });
    await control("POST", "behaviour", { balance: "enough" });
    await control("POST", "clock", { advance_ms: 3_600_000 });

    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: "succeeded" });
    expect(await stripe.refunds.retrieve(id)).not.toHaveProperty("pending_reason");
  });

  it.each([
    [179, "succeeded"],
    [181, "charge_not_refundable"],
  ])("of TWINT after %i days: %s", async (days, outcome) => {
    const { stripe, control, intent } = await payTwint();
    await control("POST", "clock", { advance_ms: days * DAY_MS });

    const refund = stripe.refunds.create({ payment_intent: intent });

    expect(
      await refund.then(
        ({ status }) => status,
        ({ code }: { code: string }) => code,
      ),
    ).toBe(outcome);
  });

  it.each<[object, object]>([
    [{ refund_application_fee: true }, { param: "refund_application_fee" }],
    [{ reverse_transfer: true }, { param: "reverse_transfer" }],
    [{ charge: "ch_nope" }, { code: "resource_missing", statusCode: 404 }],
    [{ amount: 0 }, { param: "amount" }],
    [{ amount: 2001 }, { param: "amount", statusCode: 400 }],
  ])("refuse %j", async (params, error) => {
    const { stripe, intent } = await pay({ capture_method: "automatic" });

    expect(await errorOf(stripe.refunds.create({ payment_intent: intent, ...params }))).toMatchObject(error);
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it("take a charge or its intent, and both only where they belong together", async () => {
    const { stripe, intent, charge } = await pay({ capture_method: "automatic" });
    const other = await makeIntent(stripe);
    const { id } = await charge();

    expect(await errorOf(stripe.refunds.create({ charge: id, payment_intent: other.id }))).toMatchObject({
      param: "charge",
    });
    expect(await stripe.refunds.create({ charge: id, payment_intent: intent, amount: 1 })).toMatchObject({
      charge: id,
    });
  });
});

describe("a redirect that fails", () => {
  it.each<[object, string, string[]]>([
    [{}, "payment_intent_authentication_failure", ["payment_intent.payment_failed"]],
    [
      { redirect_failure_charge: "failed", redirect_failure: "payment_method_provider_decline" },
      "payment_method_provider_decline",
      ["charge.failed", "payment_intent.payment_failed"],
    ],
  ])("%j", async (behaviour, code, types) => {
    const { stripe, control } = await openSandbox();
    await control("POST", "behaviour", behaviour);
    const made = await confirmTwint(stripe);

    await choose(made, { outcome: "fail" });

    const after = await stripe.paymentIntents.retrieve(made.id);
    expect(after).toMatchObject({ status: "requires_payment_method", last_payment_error: { code } });
    expect(after.latest_charge === null).toBe(types.length === 1);
    expect((await typesOf(stripe)).slice(2)).toEqual(types);
  });
});
