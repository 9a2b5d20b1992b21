import { describe, expect, it } from "vitest";
import type { PaymentActivity } from "../../../src/domain/activity.js";
import { chooseGivingWay } from "../../../src/domain/giving-way.js";
import type { Payment } from "../../../src/domain/payment.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildPayment } from "../../support/builders/payment.js";

const NOTHING: PaymentActivity = { action: null, pendingCommand: null };

function entry(payment: Partial<Payment>, activity: Partial<PaymentActivity> = {}) {
  return { payment: buildPayment({ amountMinor: 500, ...payment }), activity: { ...NOTHING, ...activity } };
}

const openPage = (id: string) =>
  entry({ id, tender: "TWINT", status: "REQUIRES_ACTION" }, { action: buildRedirect({ paymentId: id }) });
const openEnd = (id: string) => entry({ id, handoverUnsettled: true });
const idsOf = (entries: { payment: Payment }[]) => entries.map(({ payment }) => payment.id);

describe("what gives way to another tender", () => {
  it.each([
    ["an attempt without a certain end", openEnd("pay_1")],
    ["an open TWINT page", openPage("pay_1")],
  ])("is %s", (_what, one) => {
    expect(idsOf(chooseGivingWay([one], 500))).toEqual(["pay_1"]);
  });

  it.each([
    ["a card waiting at a reader", entry({}, { action: buildAction() })],
    ["a command on its way to a reader", entry({}, { action: buildAction({ state: "DISPATCHING" }) })],
    ["an outcome that is not known", entry({}, { action: buildAction({ state: "UNKNOWN" }) })],
    ["an action being canceled at its reader", entry({}, { action: buildAction({ state: "CANCELING" }) })],
    [
      "a page that is just being opened",
      entry({ tender: "TWINT" }, { action: buildRedirect({ state: "DISPATCHING" }) }),
    ],
    ["a page of which nothing is known", entry({ tender: "TWINT" }, { action: buildRedirect({ state: "UNKNOWN" }) })],
    ["a page that is being shut", entry({ tender: "TWINT" }, { action: buildRedirect({ state: "CANCELING" }) })],
    [
      "a page with a write to Stripe under way",
      entry({ tender: "TWINT" }, { action: buildRedirect(), pendingCommand: "CANCEL_PAYMENT_INTENT" }),
    ],
    ["a payment that a till confirms itself", entry({ handover: "CLIENT" })],
    ["a payment that is being processed", entry({ status: "PROCESSING", handoverUnsettled: true })],
    ["held money", entry({ status: "REQUIRES_CAPTURE", amountCapturableMinor: 500 })],
    ["an idle payment, which keeps nothing", entry({})],
    ["a payment that Stripe has not confirmed yet", entry({ status: "CREATING", stripePaymentIntentId: null })],
  ])("is not %s", (_what, one) => {
    expect(chooseGivingWay([one], 500)).toEqual([]);
  });

  it("is no more than is needed, and a page only after all that nobody goes on with", () => {
    const entries = [openPage("pay_1"), openEnd("pay_2"), openPage("pay_3"), openEnd("pay_4")];

    const chosen = [500, 501, 1_001, 2_000].map((missingMinor) => idsOf(chooseGivingWay(entries, missingMinor)));

    expect(chosen).toEqual([
      ["pay_2"],
      ["pay_2", "pay_4"],
      ["pay_2", "pay_4", "pay_1"],
      ["pay_2", "pay_4", "pay_1", "pay_3"],
    ]);
  });

  it("is nothing where all of it together would not be enough", () => {
    expect(chooseGivingWay([openEnd("pay_1"), openPage("pay_2")], 1_001)).toEqual([]);
  });
});
