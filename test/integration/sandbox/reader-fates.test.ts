import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap, type OpenSandbox } from "./open-sandbox.js";

interface Till extends OpenSandbox {
  readonly reader: string;
  readonly intent: string;
}

/** One reader and one intent of 20 francs, on a clock that stands still. */
async function openTill(more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<Till> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  const reader = await makeReader(open.stripe);
  const intent = await makeIntent(open.stripe, more);
  return { ...open, reader: reader.id, intent: intent.id };
}

function process(till: Till): Promise<Stripe.Terminal.Reader> {
  return till.stripe.terminal.readers.processPaymentIntent(till.reader, { payment_intent: till.intent });
}

async function stateOf({ stripe, reader, intent }: Till): Promise<unknown[]> {
  const { action } = (await stripe.terminal.readers.retrieve(reader)) as Stripe.Terminal.Reader;
  return [action?.status ?? null, (await stripe.paymentIntents.retrieve(intent)).status];
}

describe("a reader that loses its network while it pays", () => {
  it.each<[string, [string, string], [string, string]]>([
    ["before_charge", ["in_progress", "requires_payment_method"], ["in_progress", "requires_payment_method"]],
    ["after_charge", ["in_progress", "requires_capture"], ["in_progress", "requires_capture"]],
    ["authorizes_later", ["in_progress", "requires_payment_method"], ["succeeded", "requires_capture"]],
  ])("%s", async (fate, right, later) => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { loses_network: fate });

    await tap(till.stripe, till);
    const rightAfter = await stateOf(till);
    await till.control("POST", "clock", { advance_ms: 86_400_000 });

    expect(rightAfter).toEqual(right);
    expect(await stateOf(till)).toEqual(later);
  });

  it("keeps its action for ever, until it is back and somebody cancels", async () => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { loses_network: "before_charge" });
    await tap(till.stripe, till);

    const lost = await errorOf(till.stripe.terminal.readers.cancelAction(till.reader));
    await till.control("POST", "clock", { advance_ms: 120_000 });
    const offline = await errorOf(till.stripe.terminal.readers.cancelAction(till.reader));
    await till.control("POST", `readers/${till.reader}`, { network: "online" });
    await till.stripe.terminal.readers.cancelAction(till.reader);

    expect([lost["code"], offline["code"]]).toEqual(["terminal_reader_timeout", "terminal_reader_offline"]);
    expect(await stateOf(till)).toEqual([null, "requires_payment_method"]);
    expect((await till.stripe.events.list({ types: ["terminal.reader.action_failed"] })).data).toEqual([]);
  });

  it("ends the action without a charge when the intent was cancelled before it came back", async () => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { loses_network: "authorizes_later", authorize_ms: 5_000 });
    await tap(till.stripe, till);
    await till.stripe.paymentIntents.cancel(till.intent);

    await till.control("POST", "clock", { advance_ms: 5_000 });

    expect(await stateOf(till)).toEqual(["failed", "canceled"]);
  });
});

describe("a busy reader", () => {
  it.each([[{ busy: true }], [{ card_left_in: true }], [{ updating: true }]])(
    "refuses all commands: %j",
    async (why) => {
      const till = await openTill();
      await till.control("POST", `readers/${till.reader}`, why);
      const cart = { currency: "chf", line_items: [{ amount: 0, description: "Tea", quantity: 1 }], total: 0 };
      const { readers } = till.stripe.terminal;

      const errors = [
        await errorOf(process(till)),
        await errorOf(readers.collectPaymentMethod(till.reader, { payment_intent: till.intent })),
        await errorOf(readers.setReaderDisplay(till.reader, { type: "cart", cart })),
        await errorOf(readers.cancelAction(till.reader)),
      ];

      expect(errors.map(({ code, statusCode }) => [code, statusCode])).toEqual(
        errors.map(() => ["terminal_reader_busy", 400]),
      );
    },
  );

  it("is one while it authorizes, and not while it waits for a card", async () => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { authorize_ms: 3_000 });
    await process(till);
    await process(till);

    await till.stripe.testHelpers.terminal.readers.presentPaymentMethod(till.reader);
    const during = await errorOf(process(till));
    await till.control("POST", "clock", { advance_ms: 3_000 });

    expect(during).toHaveProperty("code", "terminal_reader_busy");
    expect(await stateOf(till)).toEqual(["succeeded", "requires_capture"]);
  });

  it("is free again once the cashier takes the card out by the red key", async () => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { card_left_in: true });

    await till.control("POST", `readers/${till.reader}`, { red_key: true });

    expect((await process(till)).action?.status).toBe("in_progress");
  });

  it("answers its errors with the status that was chosen", async () => {
    const till = await openTill();
    await till.control("POST", "behaviour", { reader_error_status: "402" });
    await till.control("POST", `readers/${till.reader}`, { busy: true });

    expect(await errorOf(process(till))).toMatchObject({ statusCode: 402, code: "terminal_reader_busy" });
  });
});

describe("the display", () => {
  it.each<[string, string, string]>([
    ["integers", "cart[total]=500&cart[line_items][0][amount]=500", "cart"],
    ["a decimal total", "cart[total]=5.5&cart[line_items][0][amount]=500", "blank"],
    ["a decimal line", "cart[total]=500&cart[line_items][0][amount]=499.99", "blank"],
  ])("answers 200 to %s", async (_, amounts, screen) => {
    const till = await openTill();
    const body = `type=cart&cart[currency]=chf&${amounts}&cart[line_items][0][description]=Tea&cart[line_items][0][quantity]=1`;

    const answer = await till.raw("POST", `/v1/terminal/readers/${till.reader}/set_reader_display`, { body });

    expect(answer.status).toBe(200);
    expect(await till.control("POST", `readers/${till.reader}`, {})).toMatchObject({ screen });
  });

  it("replaces a payment and is replaced by one, without any event", async () => {
    const till = await openTill();
    const cart = { currency: "chf", line_items: [{ amount: 0, description: "Tea", quantity: 1 }], total: 0 };
    const kinds: unknown[] = [];
    kinds.push((await process(till)).action?.type);
    kinds.push((await till.stripe.terminal.readers.setReaderDisplay(till.reader, { type: "cart", cart })).action?.type);
    kinds.push((await process(till)).action?.type);

    expect(kinds).toEqual(["process_payment_intent", "set_reader_display", "process_payment_intent"]);
    expect((await till.stripe.events.list()).data.map(({ type }) => type)).toEqual(["payment_intent.created"]);
    expect((await till.stripe.paymentIntents.retrieve(till.intent)).status).toBe("requires_payment_method");
  });
});

describe("device types", () => {
  it.each<[string, boolean, boolean]>([
    ["bbpos_wisepos_e", true, true],
    ["simulated_stripe_s710", true, true],
    ["stripe_t600", true, true],
    ["verifone_P400", true, false],
    ["stripe_m2", false, false],
    ["bbpos_wisepad3", false, false],
    ["mobile_phone_reader", false, false],
  ])("%s: driven from a server %s, in two steps %s", async (device_type, isDriven, isTwoStep) => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { device_type });
    const { readers } = till.stripe.terminal;

    const collecting = await readers
      .collectPaymentMethod(till.reader, { payment_intent: till.intent })
      .catch(() => null);
    const processing = await process(till).catch(() => null);

    expect([processing !== null, collecting !== null]).toEqual([isDriven, isTwoStep]);
    expect(((await readers.retrieve(till.reader)) as Stripe.Terminal.Reader).status).toBe(isDriven ? "online" : null);
  });
});

describe("a customer at the reader", () => {
  it.each(["process", "collect"] as const)("may cancel a %s that shows the button", async (kind) => {
    const till = await openTill();
    const config = { enable_customer_cancellation: true };
    const { readers } = till.stripe.terminal;
    await (kind === "process"
      ? readers.processPaymentIntent(till.reader, { payment_intent: till.intent, process_config: config })
      : readers.collectPaymentMethod(till.reader, { payment_intent: till.intent, collect_config: config }));

    await till.control("POST", `readers/${till.reader}`, { customer_cancels: true });

    expect(await readers.retrieve(till.reader)).toMatchObject({
      action: {
        status: "failed",
        failure_code: "customer_canceled",
        failure_message: "This action could not be completed due to an error on the card reader.",
        api_error: null,
      },
    });
    expect((await till.stripe.paymentIntents.retrieve(till.intent)).status).toBe("requires_payment_method");
  });

  it.each<[number, number, object]>([
    [300, 2300, { tip: { amount: 300 } }],
    [0, 2000, { tip: { amount: 0 } }],
  ])("adds a tip of %i before the card", async (tip, amount, amount_details) => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { tip });

    await tap(till.stripe, till);

    expect(await till.stripe.paymentIntents.retrieve(till.intent)).toMatchObject({ amount, amount_details });
  });

  it("decides by the amount with the tip, and the tip goes with a decline", async () => {
    const till = await openTill();
    await till.control("POST", `readers/${till.reader}`, { tip: 5 });

    const declined = await tap(till.stripe, till);

    expect(declined.action).toMatchObject({ status: "failed", failure_code: "card_declined" });
    expect(await till.stripe.paymentIntents.retrieve(till.intent)).toMatchObject({
      amount: 2000,
      amount_details: { tip: {} },
    });
  });
});

it("acknowledges late where it is slow, and has the command meanwhile", async () => {
  const till = await openTill();
  await till.control("POST", `readers/${till.reader}`, { slow_ms: 300 });

  const answer = process(till);
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  const meanwhile = await stateOf(till);
  const first = await Promise.race([answer.then(() => "answered"), Promise.resolve("waiting")]);
  await answer;

  expect(meanwhile[0]).toBe("in_progress");
  expect(first).toBe("waiting");
});

it("counts milliseconds in last_seen_at, and stops counting when it is lost", async () => {
  const till = await openTill();
  const { now_ms: now } = (await till.control("GET", "clock")) as { now_ms: number };
  await till.control("POST", `readers/${till.reader}`, { network: "lost" });
  await till.control("POST", "clock", { advance_ms: 119_999 });
  const before = (await till.stripe.terminal.readers.retrieve(till.reader)) as Stripe.Terminal.Reader;
  await till.control("POST", "clock", { advance_ms: 1 });
  const after = (await till.stripe.terminal.readers.retrieve(till.reader)) as Stripe.Terminal.Reader;

  expect([before.last_seen_at, after.last_seen_at]).toEqual([now, now]);
  expect([before.status, after.status]).toEqual(["online", "offline"]);
});
