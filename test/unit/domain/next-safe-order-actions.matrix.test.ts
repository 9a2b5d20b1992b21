import { describe, expect, it } from "vitest";
import type { NextAction } from "../../../src/domain/next-safe-action.js";
import type { ReaderActionState } from "../../../src/domain/reader-action.js";
import { ALL, type Told, TOTAL } from "./order-offer-cases.js";

const LIVE: readonly (ReaderActionState | null)[] = ["DISPATCHING", "IN_PROGRESS", "CANCELING", "UNKNOWN"];

const isUnderWay = ({ state, around }: Told) => LIVE.includes(state) || around === "pending";
const keeps = ({ place, beside }: Told) => place === "RESERVED" || beside === "6,000 kept";
const offersAny = ({ actions }: Told, ...wanted: NextAction[]) => wanted.some((action) => actions.includes(action));
const where = (rule: (each: Told) => boolean) =>
  ALL.filter(rule).map((each) => JSON.stringify({ ...each, offers: undefined }));

describe("whatever an order and its payments are like", () => {
  it("is looked at in every combination", () => {
    expect(ALL).toHaveLength(10 * 9 * 2 * 3 * 4 * 4 * 7);
  });

  it("says nothing only of a closed order whose money is right and of which nothing is under way", () => {
    const silent = ALL.filter(({ isReachable, actions }) => isReachable && actions.length === 0);

    const wrong = silent.filter(
      (each) =>
        isUnderWay(each) ||
        keeps(each) ||
        !(each.orderStatus === "COMPLETED"
          ? each.paidMinor >= TOTAL && each.keptMinor <= TOTAL
          : each.orderStatus === "CANCELED" && each.keptMinor <= 0),
    );

    expect(silent.length).toBeGreaterThan(0);
    expect(wrong.map((each) => JSON.stringify(each))).toEqual([]);
  });

  it("is only to wait while something of it is under way, passing, or with a till", () => {
    const passing: readonly string[] = ["CREATING", "PROCESSING"];
    const wrong = where(
      (each) =>
        each.isReachable &&
        each.actions.includes("WAIT") &&
        !(isUnderWay(each) || passing.includes(each.status) || (each.around === "client" && each.place === "RESERVED")),
    );

    expect(wrong).toEqual([]);
  });

  it("never offers another tender while a payment may still take its money", () => {
    expect(where((each) => each.actions.includes("TAKE_ANOTHER_TENDER") && (keeps(each) || isUnderWay(each)))).toEqual(
      [],
    );
  });

  it("offers another tender wherever an open order is not covered and nothing keeps a share", () => {
    const missing = where(
      (each) =>
        each.orderStatus === "OPEN" &&
        each.coveredMinor < TOTAL &&
        !keeps(each) &&
        !isUnderWay(each) &&
        each.actions[0] !== "TAKE_ANOTHER_TENDER",
    );

    expect(missing).toEqual([]);
  });

  it("always shows a way out of a share that nobody goes on with", () => {
    const wayOut: readonly NextAction[] = ["PROCESS_ON_READER", "CONFIRM", "CANCEL", "RECHECK", "CALL_FOR_HELP"];
    const missing = where(
      (each) =>
        each.isReachable &&
        keeps(each) &&
        !isUnderWay(each) &&
        each.place !== "HELD" &&
        !isPassing(each) &&
        !offersAny(each, ...wayOut),
    );

    expect(missing).toEqual([]);
  });

  it("offers to complete exactly the open orders that are covered, not beyond, with nothing under way", () => {
    const wrong = where((each) => {
      const isCovered = each.coveredMinor >= TOTAL && surplusOf(each) === 0 && !isHeldBeyondDue(each);
      const isReady = each.orderStatus === "OPEN" && isCovered && !keeps(each) && !isUnderWay(each);
      return each.actions.includes("COMPLETE_ORDER") !== isReady;
    });

    expect(wrong).toEqual([]);
  });

  it("calls for help about every completed order with money missing, by the amount", () => {
    const missing = ALL.filter(({ orderStatus, coveredMinor }) => orderStatus === "COMPLETED" && coveredMinor < TOTAL);

    const silent = missing.filter(({ offers: [first], coveredMinor }) => {
      const amount = `${((TOTAL - coveredMinor) / 100).toFixed(2)} CHF`;
      return first?.action !== "CALL_FOR_HELP" || !first.reason.includes(amount);
    });

    expect(missing.length).toBeGreaterThan(0);
    expect(silent.map((each) => JSON.stringify(each))).toEqual([]);
  });

  it("calls for help about every canceled order with money taken, and every order with too much", () => {
    const silent = where(
      (each) =>
        ((each.orderStatus === "CANCELED" && each.keptMinor > 0) ||
          (each.orderStatus !== "CANCELED" && surplusOf(each) > 0 && !isSettling(each))) &&
        each.actions[0] !== "CALL_FOR_HELP",
    );

    expect(silent).toEqual([]);
  });

  it("calls for help and offers to let a hold go where an open order is held beyond its total, and nothing is under way", () => {
    const held = ALL.filter((each) => each.orderStatus === "OPEN" && isHeldBeyondDue(each) && !isUnderWay(each));

    const wrong = held.filter(({ actions }) => actions[0] !== "CALL_FOR_HELP" || actions[1] !== "CANCEL");

    expect(held.length).toBeGreaterThan(0);
    expect(wrong.map((each) => JSON.stringify(each))).toEqual([]);
  });

  it("offers a capture only of what a completed order still needs, and where all that is held fits it", () => {
    const wrong = where(
      (each) =>
        each.actions.includes("CAPTURE") &&
        !(each.orderStatus === "COMPLETED" && each.paidMinor < TOTAL && !isHeldBeyondDue(each)),
    );

    expect(wrong).toEqual([]);
  });

  it("says each thing once, in a sentence that can be shown", () => {
    const reasons = new Set(ALL.flatMap(({ offers }) => offers.map(({ reason }) => reason)));

    expect([...reasons].filter((reason) => !/^[A-Z0-9][^\n]{5,}[^.]\.$/.test(reason))).toEqual([]);
    expect(where(({ actions }) => new Set(actions).size !== actions.length)).toEqual([]);
  });
});

function isPassing({ status }: Told): boolean {
  return status === "CREATING" || status === "PROCESSING";
}

function surplusOf({ keptMinor, paidMinor, coveredMinor }: Told): number {
  return Math.max(0, coveredMinor - (paidMinor - keptMinor) - TOTAL);
}

/** What was given back makes no room for a capture. */
function isHeldBeyondDue({ paidMinor, coveredMinor }: Told): boolean {
  return coveredMinor > TOTAL && coveredMinor > paidMinor;
}

function isSettling({ orderStatus, around }: Told): boolean {
  return orderStatus === "OPEN" && around === "pending";
}
