import { describe, expect, it } from "vitest";

import { choose, confirmTwint, payByTwint, RETURN_URL } from "./confirm-twint.js";
import { makeIntent, makeReader, type OpenSandbox } from "./open-sandbox.js";
import { openFrozen, payOnline, refundOnline } from "./pay-online.js";

interface Flow {
  readonly name: string;
  readonly play: (open: OpenSandbox) => Promise<unknown>;
  /** In the order in which they came about; receivers are promised none. */
  readonly types: readonly string[];
}

const CREATED = "payment_intent.created";
const TWINT = [CREATED, "payment_intent.requires_action"];
const TWINT_PAID = [...TWINT, "charge.succeeded", "payment_intent.succeeded"];
const PAID = [CREATED, "charge.succeeded", "payment_intent.succeeded"];
const REFUNDED = ["refund.created", "charge.refunded"];

function wait({ control }: OpenSandbox, ms: number) {
  return control("POST", "clock", { advance_ms: ms });
}

const flows: Flow[] = [
  { name: "an intent that is made", play: ({ stripe }) => makeIntent(stripe), types: [CREATED] },
  {
    name: "an intent that is changed",
    play: async ({ stripe }) => stripe.paymentIntents.update((await makeIntent(stripe)).id, { amount: 700 }),
    types: [CREATED],
  },
  {
    name: "an intent that is cancelled unpaid",
    play: async ({ stripe }) => stripe.paymentIntents.cancel((await makeIntent(stripe)).id),
    types: [CREATED, "payment_intent.canceled"],
  },
  { name: "an online card that pays", play: ({ stripe }) => payOnline(stripe), types: PAID },
  {
    name: "an online card that is held",
    play: ({ stripe }) => payOnline(stripe, { capture_method: "manual" }),
    types: [CREATED, "charge.succeeded", "payment_intent.amount_capturable_updated"],
  },
  {
    name: "an online card that is declined",
    play: ({ stripe }) => payOnline(stripe, { payment_method: "pm_card_chargeDeclined" }).catch(() => undefined),
    types: [CREATED, "charge.failed", "payment_intent.payment_failed"],
  },
  {
    name: "TWINT that is begun",
    play: ({ stripe }) => confirmTwint(stripe),
    types: TWINT,
  },
  {
    name: "TWINT that is approved, and booked a moment later",
    play: async (open) => {
      await payByTwint(open.stripe);
      await wait(open, 1_000);
    },
    types: [...TWINT_PAID, "charge.updated"],
  },
  {
    name: "TWINT that is approved and seen later",
    play: async (open) => {
      await choose(await confirmTwint(open.stripe), { outcome: "authorize", settle: "later" });
      await wait(open, 700);
    },
    types: TWINT_PAID,
  },
  {
    name: "TWINT that is refused",
    play: async ({ stripe }) => choose(await confirmTwint(stripe), { outcome: "fail" }),
    types: [...TWINT, "payment_intent.payment_failed"],
  },
  {
    name: "TWINT that is left alone",
    play: async (open) => {
      await confirmTwint(open.stripe);
      await wait(open, 900_000);
    },
    types: [...TWINT, "payment_intent.payment_failed"],
  },
  {
    name: "TWINT that is cancelled while its page is open, and long after",
    play: async (open) => {
      await open.stripe.paymentIntents.cancel((await confirmTwint(open.stripe)).id);
      await wait(open, 900_000);
    },
    types: [...TWINT, "payment_intent.canceled"],
  },
  {
    name: "TWINT that is confirmed again",
    play: async ({ stripe }) => {
      const { id } = await confirmTwint(stripe);
      await stripe.paymentIntents.confirm(id, { return_url: RETURN_URL });
    },
    types: [...TWINT, "payment_intent.requires_action"],
  },
  {
    name: "a refund of a card, with its reference",
    play: async (open) => {
      await refundOnline(open, {});
      await wait(open, 3_000);
    },
    types: [...PAID, ...REFUNDED, "refund.updated", "charge.refund.updated"],
  },
  {
    name: "two refunds in part",
    play: async ({ stripe }) => {
      const { id } = await payOnline(stripe);
      await stripe.refunds.create({ payment_intent: id, amount: 1 });
      await stripe.refunds.create({ payment_intent: id, amount: 2 });
    },
    types: [...PAID, ...REFUNDED, ...REFUNDED],
  },
  {
    name: "a refund whose metadata is changed",
    play: async (open) => open.stripe.refunds.update((await refundOnline(open, {})).id, { metadata: { till: "1" } }),
    types: [...PAID, ...REFUNDED, "refund.updated", "charge.refund.updated"],
  },
  {
    name: "a refund that is changed into itself",
    play: async (open) => {
      const { id } = await refundOnline(open, { metadata: { till: "1" } });
      await open.stripe.refunds.update(id, { metadata: { till: "1" } });
    },
    types: [...PAID, ...REFUNDED],
  },
  {
    name: "a customer who is changed, and then into herself",
    play: async ({ stripe }) => {
      const { id } = await stripe.customers.create({ name: "Ada" });
      await stripe.customers.update(id, { name: "Grace" });
      await stripe.customers.update(id, { name: "Grace" });
    },
    types: ["customer.created", "customer.updated"],
  },
  {
    name: "a transfer and a returned fee that get metadata",
    play: async (open) => {
      const metadata = { week: "47" };
      const more = { application_fee_amount: 100, transfer_data: { destination: "acct_1Shop" } };
      await refundOnline(open, { refund_application_fee: true }, more);
      const [transfer] = (await open.stripe.transfers.list()).data;
      const [fee] = (await open.stripe.applicationFees.list()).data;
      await open.stripe.transfers.update(transfer?.id ?? "", { metadata });
      await open.stripe.applicationFees.updateRefund(fee?.id ?? "", fee?.refunds.data[0]?.id ?? "", { metadata });
    },
    types: [
      CREATED,
      "transfer.created",
      "application_fee.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "application_fee.refunded",
      ...REFUNDED,
      "transfer.updated",
      "application_fee.refund.updated",
    ],
  },
  {
    name: "a refund of TWINT, of which there is nothing to learn later",
    play: async (open) => {
      const { id } = await payByTwint(open.stripe);
      await wait(open, 1_000);
      await open.stripe.refunds.create({ payment_intent: id });
      await wait(open, 3_000);
    },
    types: [...TWINT_PAID, "charge.updated", ...REFUNDED],
  },
  {
    name: "a fee that is taken and given back",
    play: (open) => refundOnline(open, { refund_application_fee: true }, { application_fee_amount: 100 }),
    types: [
      CREATED,
      "application_fee.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "application_fee.refunded",
      ...REFUNDED,
    ],
  },
  {
    name: "a payment that is handed on and taken back",
    play: (open) => refundOnline(open, { reverse_transfer: true }, { transfer_data: { destination: "acct_1Shop" } }),
    types: [
      CREATED,
      "transfer.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "transfer.reversed",
      ...REFUNDED,
    ],
  },
  {
    name: "a reader's two steps",
    play: async ({ stripe }) => {
      const [reader, intent] = [await makeReader(stripe), await makeIntent(stripe)];
      await stripe.terminal.readers.collectPaymentMethod(reader.id, { payment_intent: intent.id });
      await stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id);
      await stripe.terminal.readers.confirmPaymentIntent(reader.id, { payment_intent: intent.id });
    },
    types: [
      CREATED,
      "terminal.reader.action_updated",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "terminal.reader.action_succeeded",
    ],
  },
  {
    name: "a cart on the screen, and its end",
    play: async ({ stripe }) => {
      const reader = await makeReader(stripe);
      const cart = { currency: "chf", total: 1, line_items: [{ amount: 1, description: "x", quantity: 1 }] };
      await stripe.terminal.readers.setReaderDisplay(reader.id, { type: "cart", cart });
      await stripe.terminal.readers.cancelAction(reader.id);
    },
    types: [],
  },
  {
    name: "a customer's cancel",
    play: async ({ stripe, control }) => {
      const [reader, intent] = [await makeReader(stripe), await makeIntent(stripe)];
      const process_config = { enable_customer_cancellation: true };
      await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config });
      await control("POST", `readers/${reader.id}`, { customer_cancels: true });
    },
    types: [CREATED, "terminal.reader.action_failed"],
  },
];

describe("exactly the events of", () => {
  it.each(flows)("$name", async ({ play, types }) => {
    const open = await openFrozen();

    await play(open);

    const events = (await open.stripe.events.list({ limit: 100 })).data.toReversed();
    expect(events.map(({ type }) => type)).toEqual(types);
  });
});
