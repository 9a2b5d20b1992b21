import { describe, expect, it } from "vitest";
import type { PaymentActivity } from "../../../src/domain/activity.js";
import { blockerOf } from "../../../src/domain/blocking.js";
import { mayBecomeFree } from "../../../src/domain/giving-way.js";
import type { Payment } from "../../../src/domain/payment.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import { toReaderFailure } from "../../../src/domain/refusals.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildPayment } from "../../support/builders/payment.js";

function entry(id: string, payment: Partial<Payment>, activity: Partial<PaymentActivity> = {}) {
  const around: PaymentActivity = { action: null, pendingCommand: null, ...activity };
  return { payment: buildPayment({ id, amountMinor: 500, ...payment }), activity: around };
}

const atReader = entry("pay_reader", {}, { action: buildAction() });
const asked = entry("pay_asked", {}, { pendingCommand: "UPDATE_PAYMENT_INTENT" });
const own = entry("pay_own", { handover: "CLIENT" });
const openEnd = entry("pay_open_end", { handoverUnsettled: true });
const AFTER_CANCEL = { endAgainAt: new Date(), failure: toReaderFailure({ code: "terminal_reader_offline" }) };
const atReaderWith = (changes: Partial<ReaderAction>) => entry("pay_reader", {}, { action: buildAction(changes) });
const page = entry("pay_page", { tender: "TWINT", status: "REQUIRES_ACTION" }, { action: buildRedirect() });
const idle = entry("pay_idle", {});

describe("the payment in the way", () => {
  it.each([
    ["a card at a reader, which has a deadline", [idle, atReader], 500, { paymentId: "pay_reader", retryable: true }],
    ["a write that is answered soon", [asked], 500, { paymentId: "pay_asked", retryable: true }],
    ["what a till confirms itself, until a person cancels it", [own], 1, { paymentId: "pay_own", retryable: false }],
    ["the oldest of those that free enough", [own, atReader], 500, { paymentId: "pay_reader", retryable: true }],
    ["the one to cancel, where less is not enough", [atReader, own], 501, { paymentId: "pay_own", retryable: false }],
    ["an end without certainty", [openEnd], 500, { paymentId: "pay_open_end", retryable: false }],
  ])("is %s", (_what, entries, missingMinor, expected) => {
    expect(blockerOf(entries, missingMinor)).toEqual(expected);
  });

  it.each([
    ["an end without certainty", openEnd, true],
    ["an open page", page, true],
    ["what a till confirms itself", own, false],
  ])("may be asked beside again, since it gives way: %s is %s", (_what, one, retryable) => {
    expect(blockerOf([one], 500, mayBecomeFree)).toEqual({ paymentId: one.payment.id, retryable });
  });

  it.each<[string, Partial<ReaderAction>, boolean]>([
    ["what was just lost and is looked up", { state: "UNKNOWN", lookUps: 1 }, true],
    ["what two looks did not find", { state: "UNKNOWN", lookUps: 2 }, false],
    ["what two looks got no answer about", { state: "UNKNOWN", unanswered: 2 }, false],
    ["what is unknown past its deadline", { state: "UNKNOWN", endAgainAt: new Date() }, false],
    ["what its reader did not end", AFTER_CANCEL, false],
    [
      "what its reader is charging",
      { ...AFTER_CANCEL, failure: toReaderFailure({ code: "terminal_reader_busy" }) },
      true,
    ],
  ])("ends by itself, or is to be canceled first: %s", (_what, changes, retryable) => {
    expect(blockerOf([atReaderWith(changes)], 500)).toEqual({ paymentId: "pay_reader", retryable });
  });

  it("is none where nothing keeps a share", () => {
    expect(blockerOf([idle], 500)).toBeUndefined();
  });
});
