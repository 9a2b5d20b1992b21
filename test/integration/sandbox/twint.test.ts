import { expect, it } from "vitest";

import { choose, confirmTwint, pageOf, RETURN_URL } from "./confirm-twint.js";
import { errorOf, openSandbox } from "./open-sandbox.js";

it("sends the customer to a page with the two test buttons", async () => {
  const { stripe } = await openSandbox();

  const intent = await confirmTwint(stripe);

  expect(intent).toMatchObject({
    status: "requires_action",
    next_action: { redirect_to_url: { return_url: RETURN_URL } },
  });
  const page = await (await fetch(pageOf(intent))).text();
  expect(page).toContain("Authorize test payment");
  expect(page).toContain("Fail test payment");
  expect(page).not.toContain(intent.client_secret);
});

it("pays once authorized and sends the customer back with their own query intact", async () => {
  const { stripe } = await openSandbox();
  const intent = await confirmTwint(stripe);

  const answer = await choose(intent, { outcome: "authorize", settle: "now" });

  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(
    `https://till.example/return?order=A%201&lane=3&payment_intent=${intent.id}` +
      `&payment_intent_client_secret=${intent.client_secret}&redirect_status=succeeded#receipt`,
  );
  const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
  expect(paid).toMatchObject({
    status: "succeeded",
    amount_received: 4200,
    latest_charge: { captured: true, payment_method_details: { type: "twint", twint: {} } },
  });
});

it("may still read requires_action when the customer is back", async () => {
  const { stripe, control } = await openSandbox();
  await control("POST", "behaviour", { redirect_settle_ms: 60_000 });
  const intent = await confirmTwint(stripe);

  await choose(intent, { outcome: "authorize", settle: "later" });
  const back = await stripe.paymentIntents.retrieve(intent.id);
  await control("POST", "clock", { advance_ms: 60_000 });
  const settled = await stripe.paymentIntents.retrieve(intent.id);

  expect([back.status, settled.status]).toEqual(["requires_action", "succeeded"]);
});

it("takes another method after a failure, and says why it failed", async () => {
  const { stripe } = await openSandbox();
  const intent = await confirmTwint(stripe);

  const answer = await choose(intent, { outcome: "fail" });

  expect(answer.headers.get("location")).toContain("redirect_status=failed");
  const failed = await stripe.paymentIntents.retrieve(intent.id);
  expect(failed).toMatchObject({
    status: "requires_payment_method",
    next_action: null,
    latest_charge: null,
    last_payment_error: { code: "payment_intent_authentication_failure" },
  });
});

it("decides once: a second click changes nothing", async () => {
  const { stripe } = await openSandbox();
  const intent = await confirmTwint(stripe);
  await choose(intent, { outcome: "fail" });

  const second = await choose(intent, { outcome: "authorize", settle: "now" });

  expect(second.headers.get("location")).toContain("redirect_status=failed");
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_payment_method");
});

it("takes no money for an intent that was cancelled while the customer was away", async () => {
  const { stripe } = await openSandbox();
  const intent = await confirmTwint(stripe);
  await stripe.paymentIntents.cancel(intent.id);

  const answer = await choose(intent, { outcome: "authorize", settle: "now" });

  expect(answer.status).toBe(410);
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("canceled");
});

it("closes the first page when the intent is confirmed again", async () => {
  const { stripe } = await openSandbox();
  const first = await confirmTwint(stripe);
  await stripe.paymentIntents.confirm(first.id, { payment_method_data: { type: "twint" }, return_url: RETURN_URL });

  const answer = await choose(first, { outcome: "authorize", settle: "now" });

  expect(answer.status).toBe(410);
  expect((await stripe.paymentIntents.retrieve(first.id)).status).toBe("requires_action");
});

it("expires after fifteen minutes and takes another method", async () => {
  const { stripe, control } = await openSandbox();
  const intent = await confirmTwint(stripe);

  await control("POST", "clock", { advance_ms: 15 * 60_000 });

  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "payment_intent_payment_attempt_expired" },
  });
  expect((await fetch(pageOf(intent))).status).toBe(410);
});

it.each([
  ["another currency", { currency: "eur" }],
  ["a hold", { capture_method: "manual" as const }],
  ["more than 5,000 francs", { amount: 500_001 }],
])("refuses %s", async (_what, more) => {
  const { stripe } = await openSandbox();

  const error = await errorOf(confirmTwint(stripe, more));

  expect(error).toMatchObject({ type: "invalid_request_error", statusCode: 400 });
});

it("refunds with the letters of a method that is no card", async () => {
  const { stripe } = await openSandbox();
  const intent = await confirmTwint(stripe);
  await choose(intent, { outcome: "authorize", settle: "now" });

  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });

  expect(refund).toMatchObject({ status: "succeeded", destination_details: { type: "twint" } });
  expect(refund.id).toMatch(/^pyr_/);
});
