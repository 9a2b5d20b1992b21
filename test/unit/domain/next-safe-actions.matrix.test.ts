import { describe, expect, it } from "vitest";
import type { NextAction, PaymentFacts } from "../../../src/domain/next-safe-action.js";
import { nextSafeActions } from "../../../src/domain/next-safe-actions.js";
import { ORDER_STATUSES } from "../../../src/domain/order.js";
import { isRecordedTender, PAYMENT_STATUSES, TENDERS } from "../../../src/domain/payment.js";
import { READER_ACTION_STATES, type ReaderActionState } from "../../../src/domain/reader-action.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";
import { type Place, placeOf } from "./reservation-oracle.js";
import { AROUND, type Combination, ruledOutBy, UNREACHABLE } from "./unreachable.js";

const NOW = new Date("2026-11-22T10:01:30Z");
const LIVE: readonly (ReaderActionState | null)[] = ["DISPATCHING", "IN_PROGRESS", "CANCELING", "UNKNOWN"];
/** What other payments have taken of the order's 10,000; at 7,000 this payment of 4,000 does not fit. */
const TAKEN_BY_OTHERS = [0, 6_000, 7_000];

interface Case extends Combination {
  taken: number;
}

const CASES: Case[] = PAYMENT_STATUSES.flatMap((status) =>
  [null, ...READER_ACTION_STATES].flatMap((state) =>
    (["PROCESS", "TWINT_REDIRECT"] as const).flatMap((kind) =>
      ([...ORDER_STATUSES, "NONE"] as const).flatMap((orderStatus) =>
        (["idle", "unsettled", "pending", "client"] as const).flatMap((around) =>
          TENDERS.flatMap((tender) =>
            TAKEN_BY_OTHERS.map((taken) => ({ status, state, kind, orderStatus, around, tender, taken })),
          ),
        ),
      ),
    ),
  ),
);

const AMOUNT = 4_000;
const SUMS_BY_PLACE: Record<Place, { paidMinor: number; authorizedMinor: number; reservedMinor: number }> = {
  PAID: { paidMinor: AMOUNT, authorizedMinor: 0, reservedMinor: 0 },
  HELD: { paidMinor: 0, authorizedMinor: AMOUNT, reservedMinor: 0 },
  RESERVED: { paidMinor: 0, authorizedMinor: 0, reservedMinor: AMOUNT },
  FREE: { paidMinor: 0, authorizedMinor: 0, reservedMinor: 0 },
};

function placeIn({ status, state, around }: Case): Place {
  return placeOf({ status, action: state, ...AROUND[around] });
}

function factsOf(each: Case): PaymentFacts {
  const { status, state, kind, orderStatus, around, tender, taken } = each;
  const sums = SUMS_BY_PLACE[placeIn(each)];
  const payment = buildPayment({
    status,
    tender,
    amountMinor: AMOUNT,
    amountCapturableMinor: AMOUNT,
    amountReceivedMinor: AMOUNT,
    handoverUnsettled: AROUND[around].unsettled,
    handover: AROUND[around].handover,
  });
  const build = kind === "PROCESS" ? buildAction : buildRedirect;
  return {
    payment,
    order:
      orderStatus === "NONE" ? null : buildOrder({ ...sums, status: orderStatus, paidMinor: sums.paidMinor + taken }),
    activity: { action: state === null ? null : build({ state }), pendingCommand: AROUND[around].pending },
  };
}

const ALL = CASES.map((each) => {
  const offers = nextSafeActions(factsOf(each), NOW);
  return { ...each, offers, actions: offers.map(({ action }): NextAction => action), ruledOutBy: ruledOutBy(each) };
});
type Told = (typeof ALL)[number];

/** More is paid and reserved than the order comes to: money that arrived all the same, beside a hand-over unsettled. */
const isOvercommitted = (each: Case) => placeIn(each) === "RESERVED" && each.taken + AMOUNT > 10_000;
const isLive = ({ state }: Case) => LIVE.includes(state);
const where = (rule: (each: Told) => boolean) =>
  ALL.filter(rule).map((each) => JSON.stringify({ ...each, offers: undefined }));

describe("whatever a payment, its reader and its order are like", () => {
  it("is looked at in every combination", () => {
    expect(ALL).toHaveLength(10 * 9 * 2 * 4 * 4 * 4 * 3);
  });

  it("has no name among the unreachable that rules out nothing, or nothing that another does not", () => {
    const needed = new Set(ALL.flatMap((each) => (each.ruledOutBy.length === 1 ? each.ruledOutBy : [])));

    expect(Object.keys(UNREACHABLE).filter((name) => !needed.has(name))).toEqual([]);
  });

  it("says nothing only where it can come about that all is done: paid, recorded, or ended with nothing left to take", () => {
    const silent = ALL.filter((each) => each.ruledOutBy.length === 0 && each.actions.length === 0);

    const wrong = silent.filter(
      (each) =>
        each.status !== "SUCCEEDED" &&
        !isRecordedTender(each.tender) &&
        !(["CANCELED", "CREATION_FAILED"].includes(each.status) && each.orderStatus !== "OPEN"),
    );

    expect(silent.length).toBeGreaterThan(0);
    expect(wrong.map((each) => JSON.stringify(each))).toEqual([]);
  });

  it("only waits for, checks or cancels what a till confirms itself, until it is held, taken or over", () => {
    const allowed: readonly NextAction[] = ["WAIT", "RECHECK", "CANCEL", "CALL_FOR_HELP"];
    const wrong = where(
      (each) =>
        each.around === "client" &&
        placeIn(each) === "RESERVED" &&
        each.ruledOutBy.length === 0 &&
        !(each.actions.length > 0 && each.actions.every((action) => allowed.includes(action))),
    );

    expect(wrong).toEqual([]);
  });

  it("never offers another tender while this payment may still take its money", () => {
    const wrong = where((each) => each.actions.includes("TAKE_ANOTHER_TENDER") && placeIn(each) !== "FREE");

    expect(wrong).toEqual([]);
  });

  it("never offers another tender where the order is not open, or nothing of it is left", () => {
    const wrong = where((each) => each.actions.includes("TAKE_ANOTHER_TENDER") && each.orderStatus !== "OPEN");

    expect(wrong).toEqual([]);
  });

  it("hands a payment to a reader only as an idle card payment of an open order that it fits into", () => {
    const wrong = where(
      (each) =>
        each.actions.includes("PROCESS_ON_READER") &&
        !isOvercommitted(each) &&
        !(
          each.status === "REQUIRES_PAYMENT_METHOD" &&
          each.orderStatus === "OPEN" &&
          each.tender === "CARD_PRESENT" &&
          each.around !== "pending" &&
          each.around !== "client" &&
          each.taken + AMOUNT <= 10_000 &&
          !isLive(each)
        ),
    );

    expect(wrong).toEqual([]);
  });

  it("offers the same payment again wherever it is idle, fits, and its order is open", () => {
    const missing = where(
      (each) =>
        each.status === "REQUIRES_PAYMENT_METHOD" &&
        each.orderStatus === "OPEN" &&
        each.tender === "CARD_PRESENT" &&
        each.around !== "pending" &&
        each.around !== "client" &&
        each.taken + AMOUNT <= 10_000 &&
        !isLive(each) &&
        each.actions[0] !== "PROCESS_ON_READER",
    );

    expect(missing).toEqual([]);
  });

  it("never leaves the cashier without a word while something is live or pending", () => {
    const silent = where((each) => (isLive(each) || each.around === "pending") && each.actions.length === 0);

    expect(silent).toEqual([]);
  });

  it("starts no money and lets none go while something is live or pending, but for ending what is live", () => {
    const allowed: readonly NextAction[] = [
      "WAIT",
      "OPEN_REDIRECT",
      "CANCEL_READER_ACTION",
      "CANCEL",
      "RECHECK",
      "CHECK_CONNECTION",
      "CALL_FOR_HELP",
    ];
    const wrong = where(
      (each) => (isLive(each) || each.around === "pending") && each.actions.some((action) => !allowed.includes(action)),
    );

    expect(wrong).toEqual([]);
  });

  it("offers to cancel an unsettled payment before other money is taken", () => {
    const wrong = where(
      (each) =>
        each.status === "REQUIRES_PAYMENT_METHOD" &&
        each.around === "unsettled" &&
        each.tender === "CARD_PRESENT" &&
        !isLive(each) &&
        (!each.actions.includes("CANCEL") || each.actions.includes("TAKE_ANOTHER_TENDER")),
    );

    expect(wrong).toEqual([]);
  });

  it("offers a capture only of money that is held, and where all of it fits what is due", () => {
    const wrong = where(
      (each) =>
        each.actions.includes("CAPTURE") &&
        !(placeIn(each) === "HELD" && (each.orderStatus === "NONE" || each.taken + AMOUNT <= 10_000)),
    );

    expect(wrong).toEqual([]);
  });

  it("offers to complete only an open order that is covered, not beyond, and has nothing under way", () => {
    const wrong = where(
      (each) =>
        each.actions.includes("COMPLETE_ORDER") &&
        !(each.orderStatus === "OPEN" && placeIn(each) === "HELD" && each.taken + AMOUNT === 10_000),
    );

    expect(wrong).toEqual([]);
  });

  it("shows a TWINT page only while one is open", () => {
    const wrong = where(
      (each) =>
        each.actions.includes("OPEN_REDIRECT") !== (each.state === "IN_PROGRESS" && each.kind === "TWINT_REDIRECT"),
    );

    expect(wrong).toEqual([]);
  });

  it("says each thing once, in a sentence that can be shown", () => {
    const reasons = new Set(ALL.flatMap(({ offers }) => offers.map(({ reason }) => reason)));
    const wrong = [...reasons].filter((reason) => !/^[A-Z][^\n]{5,}[^.]\.$/.test(reason));

    expect(wrong).toEqual([]);
    expect(where(({ actions }) => new Set(actions).size !== actions.length)).toEqual([]);
  });
});
