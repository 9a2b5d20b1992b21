import type Stripe from "stripe";
import { expect, it } from "vitest";

import { makeIntent, makeReader, openSandbox, tap, type OpenSandbox } from "./open-sandbox.js";

const DAY_MS = 86_400_000;

interface Story {
  readonly name: string;
  readonly params?: Partial<Stripe.PaymentIntentCreateParams>;
  readonly card?: string;
  /** What happens after the tap. */
  readonly after?: (open: OpenSandbox, intent: string) => Promise<unknown>;
  readonly types: readonly string[];
}

const HELD = ["charge.succeeded", "payment_intent.amount_capturable_updated", "terminal.reader.action_succeeded"];
const TAKEN = ["charge.succeeded", "payment_intent.succeeded", "terminal.reader.action_succeeded"];

const stories: Story[] = [
  { name: "a card that is held", types: HELD },
  {
    name: "a hold that is captured, and booked a moment later",
    after: async ({ stripe, control }, intent) => {
      await stripe.paymentIntents.capture(intent);
      await control("POST", "clock", { advance_ms: 1_000 });
    },
    types: [...HELD, "charge.captured", "payment_intent.succeeded", "charge.updated"],
  },
  {
    name: "a hold that is cancelled",
    after: ({ stripe }, intent) => stripe.paymentIntents.cancel(intent),
    types: [...HELD, "charge.refunded", "payment_intent.canceled"],
  },
  {
    name: "a hold that ran out",
    after: ({ control }) => control("POST", "clock", { advance_ms: 7 * DAY_MS }),
    types: [...HELD, "charge.expired", "payment_intent.canceled"],
  },
  { name: "a card that pays at once", params: { capture_method: "automatic" }, types: TAKEN },
  {
    name: "a payment that is refunded",
    params: { capture_method: "automatic" },
    after: async ({ stripe, control }, intent) => {
      await stripe.refunds.create({ payment_intent: intent });
      await control("POST", "clock", { advance_ms: 3_000 });
    },
    types: [...TAKEN, "refund.created", "charge.refunded", "refund.updated", "charge.refund.updated"],
  },
  {
    name: "a refund that fails",
    params: { capture_method: "automatic" },
    card: "4000000000005126",
    after: async ({ stripe, control }, intent) => {
      await stripe.refunds.create({ payment_intent: intent });
      await control("POST", "clock", { advance_ms: 3_000 });
    },
    types: [...TAKEN, "refund.created", "charge.refunded", "refund.updated", "charge.refund.updated", "refund.failed"],
  },
  {
    name: "a payment under automatic_async, booked a moment later",
    params: { capture_method: "automatic_async" },
    after: ({ control }) => control("POST", "clock", { advance_ms: 1_000 }),
    types: [...TAKEN, "charge.updated"],
  },
  {
    name: "a hold of which a part is captured",
    after: ({ stripe }, intent) => stripe.paymentIntents.capture(intent, { amount_to_capture: 500 }),
    types: [...HELD, "charge.captured", "payment_intent.succeeded"],
  },
  {
    name: "a decline, and another card",
    card: "4000000000009995",
    after: async ({ stripe }, intent) => {
      const [reader] = (await stripe.terminal.readers.list()).data;
      await tap(stripe, { reader: reader?.id ?? "", intent });
    },
    types: ["charge.failed", "payment_intent.payment_failed", "terminal.reader.action_failed", ...HELD],
  },
  {
    name: "a decline",
    card: "4000000000000002",
    types: ["charge.failed", "payment_intent.payment_failed", "terminal.reader.action_failed"],
  },
];

it.each(stories)("$name", async ({ params, card, after, types }) => {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  const reader = await makeReader(open.stripe);
  const { id } = await makeIntent(open.stripe, params);

  await tap(open.stripe, { reader: reader.id, intent: id, ...(card === undefined ? {} : { number: card }) });
  await after?.(open, id);

  const events = (await open.stripe.events.list({ limit: 100 })).data.toReversed();
  expect(events.map(({ type }) => type)).toEqual(["payment_intent.created", ...types]);
  expect(events.every(({ created, livemode }) => created > 0 && !livemode)).toBe(true);
});
