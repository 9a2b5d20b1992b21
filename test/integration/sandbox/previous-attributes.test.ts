import { describe, expect, it } from "vitest";

import { payByTwint } from "./confirm-twint.js";
import type { OpenSandbox } from "./open-sandbox.js";
import { openFrozen, refundOnline } from "./pay-online.js";

type Play = (open: OpenSandbox) => Promise<unknown>;

function wait({ control }: OpenSandbox, ms: number) {
  return control("POST", "clock", { advance_ms: ms });
}

describe("what was before", () => {
  it.each<[string, Play, string, object | undefined]>([
    [
      "the booking of a charge",
      async (open) => {
        await payByTwint(open.stripe);
        await wait(open, 1_000);
      },
      "charge.updated",
      { balance_transaction: null },
    ],
    [
      "the reference of a refund",
      async (open) => {
        await refundOnline(open, {});
        await wait(open, 3_000);
      },
      "refund.updated",
      { destination_details: { card: { reference: null, reference_status: "pending" } } },
    ],
    [
      "the failure of a refund",
      async (open) => {
        await refundOnline(open, {}, { payment_method: "pm_card_refundFail" });
        await wait(open, 3_000);
      },
      "charge.refund.updated",
      { failure_balance_transaction: null, failure_reason: null, status: "succeeded" },
    ],
    [
      "metadata: the keys that changed",
      async (open) => {
        const { id } = await refundOnline(open, { metadata: { kept: "1", changed: "2" } });
        await open.stripe.refunds.update(id, { metadata: { changed: "3", added: "4" } });
      },
      "refund.updated",
      { metadata: { added: null, changed: "2" } },
    ],
    [
      "a card's holder",
      async ({ stripe }) => {
        const { id } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
        const { id: customer } = await stripe.customers.create();
        await stripe.paymentMethods.attach(id, { customer });
        await stripe.paymentMethods.update(id, { billing_details: { address: { city: "Bern" } } });
      },
      "payment_method.updated",
      { billing_details: { address: { city: null } } },
    ],
    ["a refund that is made", (open) => refundOnline(open, {}), "refund.created", undefined],
  ])("is told of %s", async (_, play, type, before) => {
    const open = await openFrozen();

    await play(open);

    const [event] = (await open.stripe.events.list({ type })).data;
    expect(event?.data.previous_attributes).toEqual(before);
  });
});
