import { describe, expect, it } from "vitest";
import { alertOf, whileLive, whileSent } from "../../../src/domain/offers-while-live.js";
import { toPaymentFailure } from "../../../src/domain/payment-failure.js";
import type { Alert, ReaderAction } from "../../../src/domain/reader-action.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";

const NOW = new Date("2026-11-22T10:10:00Z");
const LATER = new Date("2026-11-22T10:11:00Z");

/** A reader that was offline when it was asked to cancel; it is asked again after that long. */
function unended(againInMs: number) {
  const failure = toPaymentFailure({ code: "READER_OFFLINE" });
  return buildAction({ deadlineAt: LATER, failure, endAgainAt: new Date(NOW.getTime() + againInMs) });
}

function offered(action: ReaderAction) {
  return whileLive({ action }, "IN_PROGRESS", NOW);
}

describe("what is said of a reader that can't be heard", () => {
  it("is not that it waits for the card, and when Stripe is asked again", () => {
    const action = buildAction({ deadlineAt: LATER, unanswered: 2 });

    expect(offered(action).at(-1)).toEqual({
      action: "WAIT",
      reason: "It is not known what the reader is doing. Do not take other money.",
      notBefore: new Date(NOW.getTime() + 2_000),
    });
  });

  it("is when a cancel makes sense again", () => {
    const [, , again] = offered(unended(15_000));

    expect(again?.notBefore).toEqual(new Date(NOW.getTime() + 15_000));
  });
});

describe("what is offered by time alone", () => {
  it.each([
    [0, 10],
    [10, 120],
  ])("is announced %s s after the write was begun: the waiting lasts until %s s", (secondsAgo, untilSeconds) => {
    const pendingSince = new Date(NOW.getTime() - secondsAgo * 1_000);

    const wait = whileSent("Stripe is being asked.", pendingSince, NOW).find(({ action }) => action === "WAIT");
    expect(wait?.notBefore).toEqual(new Date(pendingSince.getTime() + untilSeconds * 1_000));
  });
});

describe("what is told of a live action that gives no answer", () => {
  const unknownFor = (seconds: number, changes: Partial<ReaderAction> = {}) =>
    buildAction({
      state: "UNKNOWN",
      unknownSince: new Date(NOW.getTime() - seconds * 1_000),
      deadlineAt: LATER,
      ...changes,
    });

  it.each<[string, ReaderAction, Alert | null]>([
    ["nothing while it is fresh", unknownFor(1), null],
    ["the connection, once looks go unanswered", unknownFor(10, { unanswered: 2 }), "CHECK_CONNECTION"],
    ["help, once it has lasted for minutes", unknownFor(120), "CALL_FOR_HELP"],
    ["the connection of a reader too", buildAction({ deadlineAt: LATER, unanswered: 2 }), "CHECK_CONNECTION"],
    ["the connection of a page too", buildRedirect({ deadlineAt: LATER, unanswered: 2 }), "CHECK_CONNECTION"],
    ["the connection, where no cancel was taken", unended(15_000), "CHECK_CONNECTION"],
    ["nothing that was told before", unknownFor(10, { unanswered: 2, alert: "CHECK_CONNECTION" }), null],
    ["help, after the connection was told", unknownFor(120, { alert: "CHECK_CONNECTION" }), "CALL_FOR_HELP"],
    ["nothing less once help was told", unknownFor(10, { unanswered: 2, alert: "CALL_FOR_HELP" }), null],
    ["nothing of one that is over", buildAction({ state: "NOT_DELIVERED", endedAt: NOW }), null],
  ])("is %s", (_what, action, expected) => {
    expect(alertOf(action, NOW)).toBe(expected);
  });
});
