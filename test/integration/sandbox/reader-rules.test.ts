import type Stripe from "stripe";
import { expect, it } from "vitest";

import { errorOf, makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

async function actionOf(stripe: Stripe, id: string): Promise<unknown> {
  return ((await stripe.terminal.readers.retrieve(id)) as Stripe.Terminal.Reader).action;
}

it("replaces a payment that waits for a card without a word", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const [first, second] = [await makeIntent(stripe), await makeIntent(stripe)];
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: first.id });

  const replaced = await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: second.id });

  expect(replaced.action?.process_payment_intent?.payment_intent).toBe(second.id);
  expect((await stripe.paymentIntents.retrieve(first.id)).status).toBe("requires_payment_method");
});

it("lets a cart replace a waiting payment", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });

  const shown = await stripe.terminal.readers.setReaderDisplay(reader.id, {
    type: "cart",
    cart: { currency: "chf", line_items: [{ amount: 500, description: "Tea", quantity: 1 }], total: 500 },
  });

  expect(shown.action).toMatchObject({ type: "set_reader_display", status: "in_progress" });
});

it("refuses an intent in any other state than requires_payment_method", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await tap(stripe, { reader: reader.id, intent: intent.id });

  const error = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));

  expect(error).toMatchObject({
    code: "intent_invalid_state",
    statusCode: 400,
    message: "Payment intent must be in the requires_payment_method state to be processed by a reader.",
  });
});

it("does not take TWINT", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe, { allowed_payment_method_types: ["twint"], capture_method: "automatic" });

  const error = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));

  expect(error).toMatchObject({ type: "invalid_request_error", statusCode: 400 });
});

it("answers offline at once and queues nothing", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await control("POST", `readers/${reader.id}`, { network: "offline" });

  const error = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));
  await control("POST", `readers/${reader.id}`, { network: "online" });

  expect(error).toMatchObject({ code: "terminal_reader_offline", statusCode: 400 });
  expect(await stripe.terminal.readers.retrieve(reader.id)).toMatchObject({ status: "online", action: null });
});

it("times out while a reader is only just lost, and calls it offline after two minutes", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await control("POST", "clock", { freeze: true });
  await control("POST", `readers/${reader.id}`, { network: "lost" });

  const lost = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));
  await control("POST", "clock", { advance_ms: 120_000 });
  const offline = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));

  expect([lost["code"], offline["code"]]).toEqual(["terminal_reader_timeout", "terminal_reader_offline"]);
});

it("may have got the command all the same when it times out", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await control("POST", `readers/${reader.id}`, { timeouts: 1 });

  const error = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));

  expect(error).toMatchObject({ code: "terminal_reader_timeout" });
  const action = await actionOf(stripe, reader.id);
  expect(action).toMatchObject({ status: "in_progress", process_payment_intent: { payment_intent: intent.id } });
});

it("refuses commands, the cancelling one too, while it is busy", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await control("POST", `readers/${reader.id}`, { busy: true });

  const process = await errorOf(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }));
  const cancel = await errorOf(stripe.terminal.readers.cancelAction(reader.id));

  expect([process["code"], cancel["code"]]).toEqual(["terminal_reader_busy", "terminal_reader_busy"]);
});

it("forgets a cancelled action and leaves its intent alone", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });

  const canceled = await stripe.terminal.readers.cancelAction(reader.id);

  expect((canceled as Stripe.Terminal.Reader).action).toBeNull();
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_payment_method");
});

it("lets the customer cancel only where the button was asked for", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  const refused = await control("POST", `readers/${reader.id}`, { customer_cancels: true });

  const process_config = { enable_customer_cancellation: true };
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config });
  await control("POST", `readers/${reader.id}`, { customer_cancels: true });

  expect(refused).toHaveProperty("error");
  const action = await actionOf(stripe, reader.id);
  expect(action).toMatchObject({ status: "failed", failure_code: "customer_canceled" });
});

it("may have charged the card although it reports a connection error", async () => {
  const { stripe, control } = await openSandbox();
  const reader = await makeReader(stripe);
  const intent = await makeIntent(stripe);
  await control("POST", `readers/${reader.id}`, { connection_error: "after" });

  const after = await tap(stripe, { reader: reader.id, intent: intent.id });

  expect(after.action).toMatchObject({ status: "failed", failure_code: "connection_error" });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
});

it("answers a stub for a reader that was deleted", async () => {
  const { stripe } = await openSandbox();
  const reader = await makeReader(stripe);

  await stripe.terminal.readers.del(reader.id);

  expect(await stripe.terminal.readers.retrieve(reader.id)).toMatchObject({ id: reader.id, deleted: true });
  expect((await stripe.terminal.readers.list()).data).toEqual([]);
});
