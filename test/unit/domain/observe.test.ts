import { describe, expect, it } from "vitest";
import { observe, toPaymentStatus } from "../../../src/domain/observe.js";
import type { Payment } from "../../../src/domain/payment.js";
import { toPaymentFailure } from "../../../src/domain/payment-failure.js";
import type { IntentSnapshot, Look } from "../../../src/domain/snapshots.js";
import {
  authorizedIntent,
  buildCharge,
  buildIntent,
  declinedIntent,
  succeededIntent,
} from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";

const NOW = new Date("2026-11-22T10:01:30Z");
const declined = toPaymentFailure({ code: "card_declined", declineCode: "insufficient_funds" });

function look(intent: IntentSnapshot, payment: Partial<Payment> = {}, number = 3) {
  const seen: Look = { number, intent, reader: null };
  return observe({ payment: buildPayment(payment), liveAction: null, cancelPending: false }, seen, NOW);
}

describe("toPaymentStatus", () => {
  it.each([
    ["requires_payment_method", "REQUIRES_PAYMENT_METHOD"],
    ["requires_confirmation", "REQUIRES_CONFIRMATION"],
    ["requires_action", "REQUIRES_ACTION"],
    ["processing", "PROCESSING"],
    ["requires_capture", "REQUIRES_CAPTURE"],
    ["canceled", "CANCELED"],
    ["succeeded", "SUCCEEDED"],
    ["requires_reauthorization", "UNRECOGNIZED"],
    ["", "UNRECOGNIZED"],
  ])("takes Stripe's %j as %s", (stripeStatus, status) => {
    expect(toPaymentStatus(stripeStatus)).toBe(status);
  });
});

describe("what a look changes of a payment", () => {
  it("keeps a word of Stripe's that we do not know, raw", () => {
    const { payment } = look(buildIntent({ status: "requires_reauthorization" }));

    expect(payment).toMatchObject({ status: "UNRECOGNIZED", stripeStatus: "requires_reauthorization" });
  });

  it("takes over what is held, its charge and its deadline", () => {
    const { payment } = look(authorizedIntent());

    expect(payment).toMatchObject({
      status: "REQUIRES_CAPTURE",
      amountCapturableMinor: 10_000,
      stripeChargeId: "ch_1",
      captureBefore: new Date("2026-11-24T10:01:00Z"),
      captureBeforeSource: "CHARGE",
      lastReadRecorded: 3,
    });
  });

  it("counts the tip of a capture under way apart, before the capture's own answer is there", () => {
    const current = { payment: buildPayment(), liveAction: null, cancelPending: false, tipBeingCapturedMinor: 500 };
    const { payment } = observe(current, { number: 3, intent: succeededIntent(), reader: null }, NOW);

    expect(payment).toMatchObject({ status: "SUCCEEDED", captureTipMinor: 500, tipMinor: 500 });
  });

  it("assumes 48 hours from the authorization where the charge tells no deadline", () => {
    const { payment } = look(authorizedIntent({ charge: buildCharge({ captureBefore: null }) }));

    expect(payment).toMatchObject({
      captureBefore: new Date("2026-11-24T10:01:00Z"),
      captureBeforeSource: "ASSUMED",
    });
  });

  it("keeps a tip chosen on the reader apart from the amount", () => {
    const { payment } = look(authorizedIntent({ amountMinor: 11_500, tipMinor: 1_500, amountCapturableMinor: 11_500 }));

    expect(payment).toMatchObject({ amountMinor: 10_000, tipMinor: 1_500, amountCapturableMinor: 11_500 });
  });

  it("keeps a tip taken at the capture, which Stripe does not tell of", () => {
    const { payment } = look(succeededIntent({ amountReceivedMinor: 11_500 }), {
      status: "SUCCEEDED",
      tipMinor: 1_500,
      captureTipMinor: 1_500,
      amountReceivedMinor: 11_500,
    });

    expect(payment).toMatchObject({ tipMinor: 1_500, amountReceivedMinor: 11_500 });
  });

  it("keeps the reason of a decline that Stripe forgets at the next update", () => {
    const { payment } = look(buildIntent(), { lastError: declined, stripeChargeId: "ch_1" });

    expect(payment.lastError).toEqual(declined);
    expect(payment.stripeChargeId).toBe("ch_1");
  });

  it("keeps the reason of a decline when the payment is canceled", () => {
    const { payment } = look(buildIntent({ status: "canceled" }), { lastError: declined });

    expect(payment.lastError).toEqual(declined);
  });

  it.each([
    ["held", authorizedIntent()],
    ["taken", succeededIntent()],
    ["taken with an old error", succeededIntent({ lastError: declinedIntent().lastError })],
  ])("forgets the reason of a decline once the money is %s", (_what, intent) => {
    const { payment } = look(intent, { lastError: declined });

    expect(payment.lastError).toBeNull();
  });

  it("replaces the reason of a decline by a newer one", () => {
    const expired = { code: "expired_card", declineCode: null, adviceCode: null };

    const { payment } = look(buildIntent({ lastError: expired }), { lastError: declined });

    expect(payment.lastError?.code).toBe("expired_card");
  });
});

describe("a late look", () => {
  const newer = { lastReadRecorded: 4, readsStarted: 5, lastError: declined };

  it.each([
    ["requires_capture", authorizedIntent()],
    ["processing", buildIntent({ status: "processing" })],
    ["a decline", declinedIntent("ch_other")],
    ["another amount", buildIntent({ amountMinor: 1, applicationFeeMinor: 1 })],
  ])("changes nothing by what can be undone: %s", (_what, intent) => {
    const { payment, entries } = look(intent, newer);

    expect(payment).toEqual(buildPayment(newer));
    expect(entries).toEqual([]);
  });

  it.each([
    ["SUCCEEDED", succeededIntent()],
    ["CANCELED", buildIntent({ status: "canceled" })],
  ])("still tells of an end: %s", (status, intent) => {
    const { payment } = look(intent, { ...newer, status: "REQUIRES_CAPTURE", amountCapturableMinor: 10_000 });

    expect(payment).toMatchObject({ status, amountCapturableMinor: 0, lastReadRecorded: 4 });
  });

  it("still tells of money received and refunded, and never takes any of it back", () => {
    const more = look(succeededIntent({ charge: buildCharge({ refundedMinor: 3_000 }) }), {
      ...newer,
      status: "SUCCEEDED",
      amountReceivedMinor: 10_000,
      amountRefundedMinor: 1_000,
    });
    const less = look(succeededIntent({ amountReceivedMinor: 0 }), {
      ...newer,
      status: "SUCCEEDED",
      amountReceivedMinor: 10_000,
      amountRefundedMinor: 1_000,
    });

    expect(more.payment).toMatchObject({ amountReceivedMinor: 10_000, amountRefundedMinor: 3_000 });
    expect(less.payment).toMatchObject({ amountReceivedMinor: 10_000, amountRefundedMinor: 1_000 });
  });
});

describe("an unsettled hand-over", () => {
  const unsettled = { handoverUnsettled: true };

  it.each([
    ["authorized", authorizedIntent()],
    ["succeeded", succeededIntent()],
    ["canceled", buildIntent({ status: "canceled" })],
  ])("is settled once the intent is seen %s", (_what, intent) => {
    const { payment } = look(intent, unsettled);

    expect(payment.handoverUnsettled).toBe(false);
  });

  it.each([
    ["back at the start", buildIntent()],
    ["declined", declinedIntent()],
    ["processing", buildIntent({ status: "processing" })],
    ["waiting for the customer", buildIntent({ status: "requires_action" })],
    ["in a status we do not know", buildIntent({ status: "new_word" })],
  ])("stays so while the intent is %s", (_what, intent) => {
    const { payment } = look(intent, unsettled);

    expect(payment.handoverUnsettled).toBe(true);
  });
});

describe("what the timeline is told", () => {
  it.each([
    ["payment.authorized", authorizedIntent(), {}],
    ["payment.succeeded", succeededIntent(), {}],
    ["payment.canceled", buildIntent({ status: "canceled" }), {}],
    ["payment.declined", declinedIntent(), {}],
    ["payment.changed", buildIntent({ status: "processing" }), {}],
    ["payment.changed", buildIntent({ amountMinor: 9_000 }), {}],
    [
      "payment.changed",
      succeededIntent({ charge: buildCharge({ refundedMinor: 1 }) }),
      { status: "SUCCEEDED", stripeChargeId: "ch_1", amountReceivedMinor: 10_000 },
    ],
  ] as const)("is %s, once", (type, intent, payment) => {
    const { entries } = look(intent, payment);

    expect(entries.map((entry) => [entry.type, entry.paymentId])).toEqual([[type, "pay_1"]]);
  });

  it("is nothing where nothing changed", () => {
    const { entries } = look(buildIntent());

    expect(entries).toEqual([]);
  });

  it("gives the reason of a decline and its charge", () => {
    const { entries } = look(declinedIntent());

    expect(entries[0]?.data).toEqual({
      code: "card_declined",
      declineCode: "insufficient_funds",
      chargeId: "ch_declined",
    });
  });
});
