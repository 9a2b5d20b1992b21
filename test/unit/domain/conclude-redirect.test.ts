import { describe, expect, it } from "vitest";
import { observe } from "../../../src/domain/observe.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import type { IntentSnapshot } from "../../../src/domain/snapshots.js";
import { buildRedirect } from "../../support/builders/action.js";
import { buildIntent, declinedIntent, succeededIntent } from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";

const NOW = new Date("2026-11-22T10:01:30Z");
const URL_1 = "https://hooks.stripe.test/redirect/1";

const open = buildIntent({ status: "requires_action", redirectUrl: URL_1 });
const failed = buildIntent({
  lastError: { code: "payment_intent_authentication_failure", declineCode: null, adviceCode: null },
});
const UNKNOWN = { state: "UNKNOWN", acknowledged: false, unknownSince: NOW, redirectUrl: null } as const;

function look(action: Partial<ReaderAction>, intent: IntentSnapshot, { number = 3, cancelPending = false } = {}) {
  const payment = buildPayment({ tender: "TWINT", status: "REQUIRES_ACTION", captureMethod: "AUTOMATIC" });
  const current = { payment, liveAction: buildRedirect(action), cancelPending };
  return observe(current, { number, intent, reader: null }, NOW);
}

describe("what a look says of an open TWINT page", () => {
  it("ends it where the customer approved", () => {
    const { action, payment } = look({}, succeededIntent());

    expect(action).toMatchObject({ state: "SUCCEEDED", endedAt: NOW });
    expect(payment).toMatchObject({ status: "SUCCEEDED", handoverUnsettled: false });
  });

  it.each([
    ["payment_intent_authentication_failure", "payment_intent_authentication_failure"],
    ["payment_intent_payment_attempt_expired", "payment_intent_payment_attempt_expired"],
  ])("ends it where the intent is back at the start with %s", (code, expected) => {
    const { action, payment } = look({}, { ...failed, lastError: { code, declineCode: null, adviceCode: null } });

    expect(action).toMatchObject({ state: "FAILED", endedAt: NOW });
    expect(action?.failure?.code).toBe(expected);
    expect(payment).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", handoverUnsettled: false });
  });

  it("names a reason of its own where Stripe has forgotten it", () => {
    const { action } = look({}, buildIntent());

    expect(action?.failure?.code).toBe("payment_intent_authentication_failure");
  });

  it("ends it as declined where a new charge tells so", () => {
    const { action, payment } = look({}, declinedIntent());

    expect(action?.state).toBe("FAILED");
    expect(payment.handoverUnsettled).toBe(false);
  });

  it("stays open while Stripe still waits for the customer, as it does for a moment after a good return", () => {
    const { action, entries } = look({}, open);

    expect(action).toEqual(buildRedirect());
    expect(entries).toEqual([]);
  });

  it("stays open while Stripe is processing it", () => {
    const { action } = look({}, buildIntent({ status: "processing" }));

    expect(action?.state).toBe("IN_PROGRESS");
  });

  it("is found again, with its address, where no answer had come", () => {
    const { action } = look(UNKNOWN, open);

    expect(action).toMatchObject({ state: "IN_PROGRESS", redirectUrl: URL_1, unknownSince: null });
  });

  it("was not delivered where no answer had come and the intent is at the start", () => {
    const { action, payment } = look(UNKNOWN, buildIntent());

    expect(action).toMatchObject({ state: "NOT_DELIVERED", endedAt: NOW });
    expect(payment.handoverUnsettled).toBe(true);
  });

  it("keeps its address where a look shows none", () => {
    const { action } = look({}, buildIntent({ status: "processing", redirectUrl: null }));

    expect(action?.redirectUrl).toBe(URL_1);
  });

  it("is canceled only once Stripe says so", () => {
    const still = look({ state: "CANCELING" }, open, { cancelPending: true });
    const canceled = look({ state: "CANCELING" }, buildIntent({ status: "canceled" }), { cancelPending: true });

    expect(still.action?.state).toBe("CANCELING");
    expect(canceled.action).toMatchObject({ state: "CANCELED", endedAt: NOW });
    expect(canceled.payment).toMatchObject({ status: "CANCELED", handoverUnsettled: false });
  });

  it("runs on where its cancel was refused", () => {
    const { action } = look({ state: "CANCELING" }, open);

    expect(action?.state).toBe("IN_PROGRESS");
  });

  it("is paid after all where the customer was faster than our cancel", () => {
    const { action, payment } = look({ state: "CANCELING" }, succeededIntent(), { cancelPending: true });

    expect(action?.state).toBe("SUCCEEDED");
    expect(payment.status).toBe("SUCCEEDED");
  });

  it("is not called failed by a look from before it was open", () => {
    const { action } = look({}, failed, { number: 2 });

    expect(action?.state).toBe("IN_PROGRESS");
  });
});
