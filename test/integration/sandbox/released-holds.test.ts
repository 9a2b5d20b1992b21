import type Stripe from "stripe";
import { expect, it } from "vitest";

import { makeIntent, makeReader, openSandbox, tap } from "./open-sandbox.js";

const WEEK_MS = 7 * 86_400_000;

async function hold() {
  const opened = await openSandbox();
  const intent = await makeIntent(opened.stripe);
  await tap(opened.stripe, { reader: (await makeReader(opened.stripe)).id, intent: intent.id });
  const readCharge = async () => {
    const after = await opened.stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    return after.latest_charge as Stripe.Charge;
  };
  return { ...opened, intent, readCharge };
}

it.each([
  ["canceled", ({ stripe, intent }: Awaited<ReturnType<typeof hold>>) => stripe.paymentIntents.cancel(intent.id)],
  ["expired", ({ control }: Awaited<ReturnType<typeof hold>>) => control("POST", "clock", { advance_ms: WEEK_MS })],
])("gives a hold back that is %s: its charge reads as refunded in full, and nothing was taken", async (_how, end) => {
  const held = await hold();

  await end(held);

  expect(await held.readCharge()).toMatchObject({
    amount: 2000,
    amount_captured: 0,
    amount_refunded: 2000,
    captured: false,
    refunded: true,
  });
});
