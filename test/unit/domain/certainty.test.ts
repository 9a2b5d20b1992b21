import { describe, expect, it } from "vitest";
import { applyEvidence, type OutcomeFacts } from "../../../src/domain/apply-evidence.js";
import { kindOfId } from "../../../src/domain/ids.js";
import { formatAmount } from "../../../src/domain/money.js";
import { observe, toPaymentStatus } from "../../../src/domain/observe.js";
import { assertCompletable, assertWithinDue } from "../../../src/domain/order-rules.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import type { IntentSnapshot, ReaderSnapshot } from "../../../src/domain/snapshots.js";
import { buildAction } from "../../support/builders/action.js";
import { buildIntent, succeededIntent } from "../../support/builders/intent-snapshot.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";

const NOW = new Date("2026-11-22T10:05:00Z");
const REFUSED = { code: "terminal_reader_busy", message: "", httpStatus: 400, stripeRequestId: null };

function look(action: ReaderAction, reader: ReaderSnapshot | null, intent: IntentSnapshot = buildIntent()) {
  const current = { payment: buildPayment({ lastReadRecorded: 2 }), liveAction: action, cancelPending: false };
  return observe(current, { number: 3, intent, reader }, NOW);
}

describe("certainty", () => {
  it("never lets a payment's own reservation hide that the order is paid already", () => {
    const order = buildOrder({ totalMinor: 100, paidMinor: 100, reservedMinor: 50 });

    const ask = () => assertWithinDue(order, { amountMinor: 50, ownMinor: 50, field: "amountMinor" });

    expect(ask).toThrow(expect.objectContaining({ code: "AMOUNT_EXCEEDS_DUE" }));
  });

  it("captures no hold of an order by which more would be taken than is due", () => {
    const order = buildOrder({ totalMinor: 1000, paidMinor: 500, authorizedMinor: 1000 });

    const capturing = () => assertCompletable({ order, entries: [] }, { captureHolds: true });
    const leavingHolds = () => assertCompletable({ order, entries: [] }, { captureHolds: false });

    expect(capturing).toThrow(expect.objectContaining({ code: "ILLEGAL_TRANSITION" }));
    expect(leavingHolds).not.toThrow();
  });

  it("does not take an action for delivered because its cancel was refused", () => {
    const unknownSince = new Date(NOW.getTime() - 10_000);
    const action = buildAction({ state: "CANCELING", acknowledged: false, unknownSince });
    const facts: OutcomeFacts = {
      kind: "CANCEL_READER_ACTION",
      evidence: { kind: "refusal" },
      refusal: REFUSED,
      tipMinor: 0,
    };

    const runsOn = applyEvidence({ payment: buildPayment(), action }, facts, NOW);
    const found = look(runsOn.action ?? action, buildReader());

    expect(runsOn.action?.state).toBe("UNKNOWN");
    expect(found).toMatchObject({ action: { state: "NOT_DELIVERED" }, payment: { handoverUnsettled: true } });
  });

  it("does not call a TWINT redirect open when a look after a server error shows none", () => {
    const action = buildAction({ kind: "TWINT_REDIRECT", state: "DISPATCHING", readerId: null, acknowledged: false });
    const evidence = { kind: "look" as const, intent: buildIntent(), readNumber: 3 };
    const facts: OutcomeFacts = { kind: "CONFIRM_TWINT", evidence, refusal: null, tipMinor: 0 };

    const after = applyEvidence({ payment: buildPayment({ readsStarted: 3 }), action }, facts, NOW);

    expect(after.action).toMatchObject({ state: "UNKNOWN", acknowledged: false, redirectUrl: null });
  });

  it("believes what a reader says of an action that was seen running there", () => {
    const unknown = buildAction({ state: "UNKNOWN", acknowledged: false, lookUps: 3 });

    const found = look(unknown, readerShowing()).action ?? unknown;
    const ended = look(found, readerShowing({ status: "failed", failureCode: "customer_canceled" }));

    expect(found).toMatchObject({ state: "IN_PROGRESS", acknowledged: true, lookUps: 0 });
    expect(ended).toMatchObject({
      action: { state: "FAILED", failure: { code: "customer_canceled" } },
      payment: { handoverUnsettled: false },
    });
  });

  it("says nothing about a payment that Stripe is still processing", () => {
    const processing = buildIntent({ status: "processing" });

    const seen = look(buildAction(), buildReader(), processing);

    expect(seen.action).toMatchObject({ state: "IN_PROGRESS", endedAt: null });
  });

  it("takes a late look's success with its amounts, and forgets the decline before it", () => {
    const payment = buildPayment({
      lastReadRecorded: 9,
      lastError: {
        code: "card_declined",
        declineCode: null,
        adviceCode: null,
        cashierMessage: "",
        customerMessage: "",
      },
    });
    const intent = { ...succeededIntent(), amountMinor: 11_000, tipMinor: 1_000, amountReceivedMinor: 11_000 };

    const seen = observe({ payment, liveAction: null, cancelPending: false }, { number: 3, intent, reader: null }, NOW);

    expect(seen.payment).toMatchObject({
      status: "SUCCEEDED",
      amountMinor: 10_000,
      tipMinor: 1_000,
      lastError: null,
      lastReadRecorded: 9,
    });
  });
});

describe("small truths", () => {
  it("writes amounts with the decimals that Stripe counts in", () => {
    const written = [
      formatAmount(17_500, "HUF"),
      formatAmount(1_050, "CHF"),
      formatAmount(1_050, "JPY"),
      formatAmount(1_050, "KWD"),
    ];

    expect(written).toEqual(["175.00 HUF", "10.50 CHF", "1050 JPY", "1.050 KWD"]);
  });

  it("takes no id without a prefix for one of ours, and no word of the language for a status", () => {
    expect([kindOfId("payX"), kindOfId(""), kindOfId("pay_1")]).toEqual([undefined, undefined, "payment"]);
    expect(toPaymentStatus("toString")).toBe("UNRECOGNIZED");
  });
});
