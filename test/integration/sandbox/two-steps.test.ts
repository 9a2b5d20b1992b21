import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, type OpenSandbox } from "./open-sandbox.js";

const HELPERS = "/v1/test_helpers/terminal/readers";

interface Collected extends OpenSandbox {
  readonly reader: string;
  readonly intent: string;
  readonly answer: Stripe.Terminal.Reader;
}

/** A card was read for an intent of 20 francs and waits for its confirmation, on a clock that stands still. */
async function collect(
  options: { number?: string; behaviour?: object; config?: object; tip?: number } = {},
): Promise<Collected> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  if (options.behaviour) await open.control("POST", "behaviour", options.behaviour);
  const reader = await makeReader(open.stripe);
  const intent = await makeIntent(open.stripe);
  await open.stripe.terminal.readers.collectPaymentMethod(reader.id, {
    payment_intent: intent.id,
    ...(options.config ? { collect_config: options.config } : {}),
  });
  const answer = await open.stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id, {
    ...(options.number === undefined ? {} : { card_present: { number: options.number } }),
    ...(options.tip === undefined ? {} : { amount_tip: options.tip }),
  });
  return { ...open, reader: reader.id, intent: intent.id, answer };
}

async function typesOf(stripe: Stripe): Promise<string[]> {
  return (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).toReversed();
}

describe("the first step", () => {
  it("puts the card on the intent and in the action, and charges nothing", async () => {
    const { stripe, intent, answer } = await collect({ number: "5555555555554444" });

    const after = await stripe.paymentIntents.retrieve(intent);
    expect(after).toMatchObject({ status: "requires_confirmation", latest_charge: null, amount_capturable: 0 });
    expect(answer.action).toMatchObject({
      status: "succeeded",
      type: "collect_payment_method",
      collect_payment_method: {
        payment_intent: intent,
        payment_method: {
          id: after.payment_method,
          object: "payment_method",
          type: "card_present",
          card_present: { brand: "mastercard" },
        },
      },
    });
    expect(await typesOf(stripe)).toEqual(["payment_intent.created", "terminal.reader.action_updated"]);
  });

  it("leaves the action in progress where it was chosen so", async () => {
    const { answer } = await collect({ behaviour: { collect_status: "in_progress" } });

    expect(answer.action?.status).toBe("in_progress");
  });

  it("takes an intent once, and another card only after the first is gone", async () => {
    const { stripe, reader, intent } = await collect();

    expect(
      await errorOf(stripe.terminal.readers.collectPaymentMethod(reader, { payment_intent: intent })),
    ).toMatchObject({
      code: "intent_invalid_state",
      statusCode: 400,
    });
    expect(
      await errorOf(stripe.terminal.readers.processPaymentIntent(reader, { payment_intent: intent })),
    ).toHaveProperty("code", "intent_invalid_state");
    expect(await errorOf(stripe.testHelpers.terminal.readers.presentPaymentMethod(reader))).toHaveProperty("message");
  });

  it("answers collect_config and not what concerns the saving of the card", async () => {
    const { answer } = await collect({ config: { enable_customer_cancellation: true, allow_redisplay: "always" } });

    expect(answer.action?.collect_payment_method).toMatchObject({
      collect_config: { enable_customer_cancellation: true },
    });
    expect(JSON.stringify(answer.action)).not.toContain('"allow_redisplay":"always"');
  });

  it("refuses parameters that do not belong to it", async () => {
    const { raw, reader, intent } = await collect();
    const path = `/v1/terminal/readers/${reader}/collect_payment_method`;

    const answer = await raw("POST", path, { body: `payment_intent=${intent}&collect_config[return_url]=x` });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: "parameter_unknown", param: "collect_config[return_url]" },
    });
  });
});

describe("the second step", () => {
  it.each<[string, string | undefined, object, object, string[]]>([
    [
      "approves",
      undefined,
      { status: "succeeded", failure_code: null },
      { status: "requires_capture", amount_capturable: 2000, last_payment_error: null },
      ["charge.succeeded", "payment_intent.amount_capturable_updated", "terminal.reader.action_succeeded"],
    ],
    [
      "declines",
      "4000000000009995",
      { status: "failed", failure_code: "card_declined" },
      {
        status: "requires_payment_method",
        payment_method: null,
        last_payment_error: { decline_code: "insufficient_funds" },
      },
      ["charge.failed", "payment_intent.payment_failed", "terminal.reader.action_failed"],
    ],
  ])("%s the card that was remembered", async (_, number, action, intentAfter, types) => {
    const { stripe, reader, intent } = await collect(number === undefined ? {} : { number });
    const collected = await stripe.paymentIntents.retrieve(intent);

    const answer = await stripe.terminal.readers.confirmPaymentIntent(reader, { payment_intent: intent });

    expect(answer.action).toMatchObject({
      type: "confirm_payment_intent",
      confirm_payment_intent: { payment_intent: intent },
      ...action,
    });
    const after = await stripe.paymentIntents.retrieve(intent, { expand: ["latest_charge"] });
    expect(after).toMatchObject(intentAfter);
    expect(after.latest_charge).toMatchObject({ payment_method: collected.payment_method });
    expect((await typesOf(stripe)).slice(2)).toEqual(types);
  });

  it("adds a tip that was chosen with the card only once it is approved", async () => {
    const { stripe, reader, intent } = await collect({ tip: 300 });
    const before = await stripe.paymentIntents.retrieve(intent);

    await stripe.terminal.readers.confirmPaymentIntent(reader, { payment_intent: intent });

    expect(before.amount).toBe(2000);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      amount: 2300,
      amount_details: { tip: { amount: 300 } },
    });
  });

  it("authorizes for a while, in which the reader is busy", async () => {
    const { stripe, control, reader, intent } = await collect({ behaviour: { authorize_ms: 2_000 } });

    const answer = await stripe.terminal.readers.confirmPaymentIntent(reader, { payment_intent: intent });
    const cancel = await errorOf(stripe.terminal.readers.cancelAction(reader));
    await control("POST", "clock", { advance_ms: 2_000 });

    expect(answer.action?.status).toBe("in_progress");
    expect(cancel).toHaveProperty("code", "terminal_reader_busy");
    expect(await stripe.terminal.readers.retrieve(reader)).toMatchObject({ action: { status: "succeeded" } });
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe("requires_capture");
  });

  it("happens at the same reader or nowhere", async () => {
    const { stripe, intent } = await collect();
    const other = await makeReader(stripe, "Till 2");

    const error = await errorOf(stripe.terminal.readers.confirmPaymentIntent(other.id, { payment_intent: intent }));

    expect(error).toMatchObject({ code: "intent_invalid_state", statusCode: 400 });
  });

  it("has thirty seconds, on the clock", async () => {
    const [soon, late] = [await collect(), await collect()];
    await soon.control("POST", "clock", { advance_ms: 29_999 });
    await late.control("POST", "clock", { advance_ms: 30_000 });

    const inTime = await soon.stripe.terminal.readers.confirmPaymentIntent(soon.reader, {
      payment_intent: soon.intent,
    });
    const tooLate = await errorOf(
      late.stripe.terminal.readers.confirmPaymentIntent(late.reader, { payment_intent: late.intent }),
    );

    expect(inTime.action?.status).toBe("succeeded");
    expect(tooLate).toMatchObject({ code: "intent_invalid_state" });
  });
});

describe("a card that is not confirmed", () => {
  const drops: Record<string, (open: Collected) => Promise<unknown>> = {
    cancel_action: ({ stripe, reader }) => stripe.terminal.readers.cancelAction(reader),
    "the red key": ({ control, reader }) => control("POST", `readers/${reader}`, { red_key: true }),
    "thirty seconds": ({ control }) => control("POST", "clock", { advance_ms: 30_000 }),
    "another payment": async ({ stripe, reader }) =>
      stripe.terminal.readers.processPaymentIntent(reader, { payment_intent: (await makeIntent(stripe)).id }),
    "a cart": ({ stripe, reader }) =>
      stripe.terminal.readers.setReaderDisplay(reader, {
        type: "cart",
        cart: { currency: "chf", line_items: [{ amount: 0, description: "Tea", quantity: 1 }], total: 0 },
      }),
  };
  const rows = Object.keys(drops).flatMap((how) =>
    (["returns", "stays"] as const).map((choice) => [how, choice] as const),
  );

  it.each(rows)("is forgotten by %s (dropped_card: %s)", async (how, choice) => {
    const open = await collect({ behaviour: { dropped_card: choice } });

    await drops[how]?.(open);

    const after = await open.stripe.paymentIntents.retrieve(open.intent);
    expect([after.status, after.payment_method === null]).toEqual(
      choice === "returns" ? ["requires_payment_method", true] : ["requires_confirmation", false],
    );
    const error = await errorOf(
      open.stripe.terminal.readers.confirmPaymentIntent(open.reader, { payment_intent: open.intent }),
    );
    expect(error).toHaveProperty("code", "intent_invalid_state");
  });

  it("fails the action when the cashier clears it by the red key", async () => {
    const { control, stripe, reader } = await collect();

    await control("POST", `readers/${reader}`, { red_key: true });

    expect(await stripe.terminal.readers.retrieve(reader)).toMatchObject({
      action: { status: "failed", failure_code: "customer_canceled" },
    });
    expect(await control("POST", `readers/${reader}`, { red_key: true })).toHaveProperty("error");
  });

  it("goes with its intent when that is cancelled", async () => {
    const { stripe, reader, intent } = await collect();

    await stripe.paymentIntents.cancel(intent);

    const error = await errorOf(stripe.terminal.readers.confirmPaymentIntent(reader, { payment_intent: intent }));
    expect(error).toHaveProperty("code", "intent_invalid_state");
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe("canceled");
  });
});

it("collects in one request style as in another", async () => {
  const { raw, stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  const path = `/v1/terminal/readers/${reader.id}/collect_payment_method?expand[]=action.collect_payment_method.payment_intent`;

  const answer = (await (await raw("POST", path, { body: `payment_intent=${intent.id}` })).json()) as object;
  await raw("POST", `${HELPERS}/${reader.id}/present_payment_method`, { body: "" });

  expect(answer).toMatchObject({ action: { collect_payment_method: { payment_intent: { id: intent.id } } } });
});
