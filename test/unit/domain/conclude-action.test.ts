import { describe, expect, it } from "vitest";
import { observe } from "../../../src/domain/observe.js";
import type { Payment } from "../../../src/domain/payment.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import type { IntentSnapshot, ReaderSnapshot, Look } from "../../../src/domain/snapshots.js";
import { buildAction } from "../../support/builders/action.js";
import {
  authorizedIntent,
  buildCharge,
  buildIntent,
  declinedIntent,
  succeededIntent,
} from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";

const NOW = new Date("2026-11-22T10:01:30Z");
const EARLIER = new Date("2026-11-22T10:01:00Z");

const UNKNOWN = { state: "UNKNOWN", acknowledged: false, unknownSince: EARLIER, lookUps: 0 } as const;
const CANCELING = { state: "CANCELING" } as const;
const idle = buildReader();
const offline = buildReader({ status: "OFFLINE" });
const another = readerShowing({ paymentIntentId: "pi_of_someone_else" });
const running = readerShowing();
const failed = (failureCode: string) => readerShowing({ status: "failed", failureCode });

interface Case {
  action?: Partial<ReaderAction>;
  payment?: Partial<Payment>;
  intent?: IntentSnapshot;
  reader?: ReaderSnapshot | null;
  number?: number;
  cancelPending?: boolean;
}

/** One look, number 3, at a payment whose reader acknowledged it after read number 2. */
function look({ action, payment, intent = buildIntent(), reader = null, number = 3, cancelPending = false }: Case) {
  const current = { payment: buildPayment(payment), liveAction: buildAction(action), cancelPending };
  const seen: Look = { number, intent, reader };
  return observe(current, seen, NOW);
}

describe("what a look says of the action that holds a reader", () => {
  it.each<[string, Case, { state: string; unsettled: boolean; code: string | null; status: string }]>([
    [
      "approved and held",
      { intent: authorizedIntent() },
      { state: "SUCCEEDED", unsettled: false, code: null, status: "REQUIRES_CAPTURE" },
    ],
    [
      "approved and taken",
      { intent: succeededIntent() },
      { state: "SUCCEEDED", unsettled: false, code: null, status: "SUCCEEDED" },
    ],
    [
      "taken, although the reader says that it failed",
      { intent: succeededIntent(), reader: failed("connection_error") },
      { state: "SUCCEEDED", unsettled: false, code: null, status: "SUCCEEDED" },
    ],
    [
      "taken, although we were canceling",
      { action: CANCELING, intent: succeededIntent(), reader: idle, cancelPending: true },
      { state: "SUCCEEDED", unsettled: false, code: null, status: "SUCCEEDED" },
    ],
    [
      "canceled at Stripe",
      { intent: buildIntent({ status: "canceled" }), reader: idle },
      { state: "CANCELED", unsettled: false, code: null, status: "CANCELED" },
    ],
    [
      "declined with a new charge, even without the reader's word",
      { intent: declinedIntent("ch_2"), action: { chargeIdBefore: "ch_1" }, payment: { stripeChargeId: "ch_1" } },
      { state: "FAILED", unsettled: false, code: "card_declined", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "declined while its outcome was unknown",
      { intent: declinedIntent(), action: UNKNOWN, reader: failed("card_declined") },
      { state: "FAILED", unsettled: false, code: "card_declined", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "canceled by the customer",
      { reader: failed("customer_canceled") },
      { state: "FAILED", unsettled: false, code: "customer_canceled", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "failed on the reader for a reason that proves nothing",
      { reader: failed("processing_error") },
      { state: "FAILED", unsettled: true, code: "processing_error", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "failed without a reason",
      { reader: readerShowing({ status: "failed", failureCode: null }) },
      { state: "FAILED", unsettled: true, code: "reader_failed", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "without connection, still so after two looks",
      { action: { ...UNKNOWN, acknowledged: true, lookUps: 2 }, reader: failed("connection_error") },
      { state: "FAILED", unsettled: true, code: "connection_error", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "replaced on an online reader",
      { reader: idle },
      { state: "FAILED", unsettled: false, code: "ACTION_REPLACED", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "replaced by another payment",
      { reader: another },
      { state: "FAILED", unsettled: false, code: "ACTION_REPLACED", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "gone from an offline reader, whose emptiness proves nothing",
      { reader: offline },
      { state: "FAILED", unsettled: true, code: "ACTION_REPLACED", status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "not seen at its reader when it would have arrived",
      { action: { ...UNKNOWN, unknownSince: new Date(NOW.getTime() - 5_000) }, reader: idle },
      { state: "NOT_DELIVERED", unsettled: true, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "never delivered",
      { action: UNKNOWN, reader: idle },
      { state: "NOT_DELIVERED", unsettled: true, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "never acknowledged, and the end on the reader may be an earlier attempt's",
      { action: UNKNOWN, reader: failed("customer_canceled") },
      { state: "NOT_DELIVERED", unsettled: true, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "canceled by us at an online reader",
      { action: CANCELING, reader: idle },
      { state: "CANCELED", unsettled: false, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "canceled by us at an offline reader",
      { action: CANCELING, reader: offline },
      { state: "CANCELED", unsettled: true, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
    [
      "canceled by us without ever having been acknowledged",
      { action: { ...CANCELING, acknowledged: false }, reader: idle },
      { state: "CANCELED", unsettled: true, code: null, status: "REQUIRES_PAYMENT_METHOD" },
    ],
  ])("ends it where it was %s", (_what, given, expected) => {
    const { action, payment } = look(given);

    expect({
      state: action?.state,
      unsettled: payment.handoverUnsettled,
      code: action?.failure?.code ?? null,
      status: payment.status,
    }).toEqual(expected);
    expect(action?.endedAt).toEqual(NOW);
    expect(action?.unknownSince).toBeNull();
  });

  it.each<[string, Case]>([
    ["no reader was asked, and nothing was taken", {}],
    ["the reader shows it", { reader: running }],
    ["the reader shows its success, which the intent does not yet", { reader: readerShowing({ status: "succeeded" }) }],
    [
      "the decline is an old one",
      {
        action: { chargeIdBefore: "ch_old" },
        payment: { stripeChargeId: "ch_old" },
        intent: declinedIntent("ch_old"),
        reader: running,
      },
    ],
    ["an old error stands without a charge", { intent: { ...declinedIntent(), charge: null }, reader: running }],
    ["the look began before Stripe acknowledged", { number: 2, payment: { lastReadRecorded: 1 }, reader: idle }],
    ["Stripe has not acknowledged yet", { action: { readsBeforeAcknowledged: null }, reader: idle }],
    [
      "a decline was seen by a look from before the acknowledgement",
      { number: 2, payment: { lastReadRecorded: 1 }, intent: declinedIntent() },
    ],
    ["the look is older than one already recorded", { payment: { lastReadRecorded: 4 }, reader: idle }],
    [
      "an old look tells of a decline",
      { payment: { lastReadRecorded: 4 }, intent: declinedIntent(), reader: failed("card_declined") },
    ],
  ])("says nothing against it where %s", (_why, given) => {
    const before = buildAction(given.action);

    const { action, payment } = look(given);

    expect(action).toEqual(before);
    expect(payment.handoverUnsettled).toBe(false);
  });

  it.each([
    ["began before Stripe acknowledged", { number: 2, payment: { lastReadRecorded: 1 } }],
    ["is older than one already recorded", { payment: { lastReadRecorded: 4 } }],
  ] as const)("believes money that was taken even from a look that %s", (_why, given) => {
    const { action, payment } = look({ ...given, intent: succeededIntent() });

    expect(action?.state).toBe("SUCCEEDED");
    expect(payment).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 10_000 });
  });

  it("calls the outcome unknown where the reader lost its connection", () => {
    const { action, payment, entries } = look({ reader: failed("connection_error") });

    expect(action).toMatchObject({ state: "UNKNOWN", unknownSince: NOW, lookUps: 1, endedAt: null, failure: null });
    expect(payment.handoverUnsettled).toBe(false);
    expect(entries.map(({ type }) => type)).toEqual(["action.unknown"]);
  });

  it("keeps the moment since when it is unknown, and counts the looks", () => {
    const { action, entries } = look({ action: { ...UNKNOWN, lookUps: 3 } });

    expect(action).toMatchObject({ state: "UNKNOWN", unknownSince: EARLIER, lookUps: 4, endedAt: null });
    expect(entries).toEqual([]);
  });

  it("keeps the moment since when it is unknown through a cancel that changed nothing", () => {
    const { action } = look({ action: { ...CANCELING, unknownSince: EARLIER }, reader: failed("connection_error") });

    expect(action).toMatchObject({ state: "UNKNOWN", unknownSince: EARLIER });
  });

  it("gives up a lost connection on the third look, and not before", () => {
    const lost = failed("connection_error");

    const first = look({ reader: lost });
    const second = look({ action: first.action ?? {}, reader: lost, number: 4 });
    const third = look({ action: second.action ?? {}, reader: lost, number: 5 });

    expect([first, second, third].map(({ action }) => action?.state)).toEqual(["UNKNOWN", "UNKNOWN", "FAILED"]);
  });

  it.each<[string, Partial<ReaderAction>]>([
    ["", {}],
    [", though it was begun long before its answer was given up", { startedAt: new Date(NOW.getTime() - 60_000) }],
    [", though a cancel was answered meanwhile, which can't end what has not arrived", CANCELING],
  ])("keeps the reader for a command without an answer as long as it may still arrive%s", (_why, more) => {
    const givenUp = { ...UNKNOWN, unknownSince: new Date(NOW.getTime() - 4_999), ...more };

    const { action } = look({ action: givenUp, reader: idle });

    expect(action).toMatchObject({ state: givenUp.state, endedAt: null });
  });

  it("no longer counts the looks without an answer once one is answered", () => {
    const { action, entries } = look({ action: { unanswered: 1 }, reader: running });

    expect(action?.unanswered).toBe(0);
    expect(entries).toEqual([]);
  });

  it("says that it runs to whoever was told that nobody hears of it", () => {
    const { action, entries } = look({ action: { unanswered: 2, alert: "CHECK_CONNECTION" }, reader: running });

    expect(action).toMatchObject({ state: "IN_PROGRESS", unanswered: 0, alert: null });
    expect(entries.map(({ type }) => type)).toEqual(["action.acknowledged"]);
  });

  it("adopts an unknown one that it finds running", () => {
    const { action, payment, entries } = look({ action: UNKNOWN, reader: running });

    expect(action).toMatchObject({ state: "IN_PROGRESS", unknownSince: null, endedAt: null });
    expect(payment.handoverUnsettled).toBe(false);
    expect(entries.map(({ type }) => type)).toEqual(["action.acknowledged"]);
  });

  it("leaves one that is being canceled alone while the cancel is under way", () => {
    const { action } = look({ action: CANCELING, reader: running, cancelPending: true });

    expect(action?.state).toBe("CANCELING");
  });

  it("runs on where its cancel did not work out", () => {
    const { action } = look({ action: CANCELING, reader: running, cancelPending: false });

    expect(action).toMatchObject({ state: "IN_PROGRESS", endedAt: null });
  });

  it("runs on where its cancel got no answer and its reader is away, and is ended again at its deadline", () => {
    const away = { ...running, status: "OFFLINE" } as const;

    const { action } = look({ action: CANCELING, reader: away });
    const { action: pending } = look({ action: CANCELING, reader: away, cancelPending: true });

    expect(action).toMatchObject({ state: "IN_PROGRESS", endedAt: null });
    expect(pending?.state).toBe("CANCELING");
  });

  it("counts the decline that an earlier look had already put on the payment's row", () => {
    const { action } = look({ payment: { stripeChargeId: "ch_declined" }, intent: declinedIntent() });

    expect(action?.state).toBe("FAILED");
  });

  it("tells the timeline which action ended, where and why", () => {
    const { entries } = look({ reader: failed("customer_canceled") });

    expect(entries).toEqual([
      {
        type: "action.failed",
        paymentId: "pay_1",
        data: { actionId: "act_1", kind: "PROCESS", readerId: "rdr_1", failureCode: "customer_canceled" },
      },
    ]);
  });

  it("keeps the charge of a success apart from the charge before", () => {
    const { payment } = look({
      action: { chargeIdBefore: "ch_1" },
      payment: { stripeChargeId: "ch_1" },
      intent: authorizedIntent({ charge: buildCharge({ id: "ch_2" }) }),
    });

    expect(payment.stripeChargeId).toBe("ch_2");
  });
});
