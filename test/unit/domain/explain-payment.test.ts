import { describe, expect, it } from "vitest";
import { explainPayment } from "../../../src/domain/explain-payment.js";
import { PAYMENT_STATUSES } from "../../../src/domain/payment.js";
import { TIMELINE_TYPES, type TimelineEntry, type TimelineType } from "../../../src/domain/timeline.js";
import { buildPayment } from "../../support/builders/payment.js";

const payment = buildPayment({ currency: "CHF", amountMinor: 1050 });

function entry(type: TimelineType, data: Record<string, unknown> = {}): TimelineEntry {
  const at = new Date("2026-11-22T10:00:00Z");
  return {
    sequence: 1,
    at,
    type,
    actor: "till:key_1",
    paymentId: "pay_1",
    data,
    stripeRequestId: null,
    stripeEventId: null,
  };
}

describe("what happened to a payment", () => {
  it("is told entry by entry, with when and by whom, and how it stands now", () => {
    const told = explainPayment({ ...payment, status: "SUCCEEDED", amountReceivedMinor: 1050 }, [
      entry("payment.created", { paymentIntentId: "pi_1", amountMinor: 1050 }),
      entry("action.started", { kind: "PROCESS", readerId: "rdr_1" }),
      entry("payment.declined", { code: "card_declined", declineCode: "insufficient_funds" }),
      entry("payment.succeeded", { amountReceivedMinor: 1050 }),
    ]);

    expect(told.split("\n")).toEqual([
      "2026-11-22T10:00:00.000Z till:key_1: Stripe set up pi_1 for 10.50 CHF.",
      "2026-11-22T10:00:00.000Z till:key_1: The payment at reader rdr_1 was begun.",
      "2026-11-22T10:00:00.000Z till:key_1: Declined: insufficient_funds.",
      "2026-11-22T10:00:00.000Z till:key_1: Paid: 10.50 CHF.",
      "Now: 10.50 CHF was taken.",
    ]);
  });

  it.each(TIMELINE_TYPES)("has a sentence for %s, whatever its details are", (type) => {
    const [line] = explainPayment(payment, [entry(type)]).split("\n");

    expect(line).toMatch(/^2026-11-22T10:00:00\.000Z till:key_1: [A-Z].*\.$/);
    expect(line).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it.each(PAYMENT_STATUSES)("says how a payment stands that is %s", (status) => {
    expect(explainPayment({ ...payment, status }, [])).toMatch(/^Now: .*\.$/);
  });

  it("says that an attempt nobody saw the end of keeps its share", () => {
    const open = { ...payment, status: "REQUIRES_PAYMENT_METHOD", handoverUnsettled: true } as const;

    expect(explainPayment(open, [])).toContain("keeps its share");
  });
});
