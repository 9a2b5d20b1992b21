import { describe, expect, it } from "vitest";
import type { NextAction, PaymentFacts } from "../../../src/domain/next-safe-action.js";
import { nextSafeActions } from "../../../src/domain/next-safe-actions.js";
import type { Order } from "../../../src/domain/order.js";
import type { PaymentStatus } from "../../../src/domain/payment.js";
import { toPaymentFailure } from "../../../src/domain/payment-failure.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

const NOW = new Date("2026-11-22T10:10:00Z");
const LATER = new Date("2026-11-22T10:11:00Z");
const IDLE: PaymentFacts["activity"] = { action: null, pendingCommand: null };

function offers(facts: Partial<PaymentFacts>) {
  return nextSafeActions({ payment: buildPayment(), order: buildOrder(), activity: IDLE, ...facts }, NOW);
}

function actionsOf(facts: Partial<PaymentFacts>): NextAction[] {
  return offers(facts).map(({ action }) => action);
}

function unknown(lookUps: number, since: string): PaymentFacts["activity"] {
  const action = buildAction({ state: "UNKNOWN", lookUps, unknownSince: new Date(since), deadlineAt: LATER });
  return { action, pendingCommand: null };
}

describe("what the till is offered after a decline", () => {
  const payment = buildPayment({
    stripeChargeId: "ch_1",
    lastError: toPaymentFailure({ code: "card_declined", declineCode: "insufficient_funds" }),
  });
  const activity = { action: buildAction({ state: "FAILED", endedAt: NOW }), pendingCommand: null };

  it("is the same intent with another card first, and another tender last", () => {
    expect(actionsOf({ payment, activity })).toEqual(["PROCESS_ON_READER", "CANCEL", "TAKE_ANOTHER_TENDER"]);
  });

  it("is said in sentences", () => {
    expect(offers({ payment, activity }).map(({ reason }) => reason)).toEqual([
      "The same payment can be tried again. Hand it to a reader.",
      "Cancel this payment.",
      "Nothing was taken. 100.00 CHF can be taken another way.",
    ]);
  });

  it("is no other tender while the hand-over is unsettled: cancel it first", () => {
    const unsettled = { ...payment, handoverUnsettled: true };

    const found = offers({ payment: unsettled, order: buildOrder({ reservedMinor: 10_000 }), activity });

    expect(found.map(({ action }) => action)).toEqual(["PROCESS_ON_READER", "CANCEL"]);
    expect(found[1]?.reason).toBe("Cancel it before taking other money.");
  });

  it("is TWINT again for a TWINT payment", () => {
    expect(actionsOf({ payment: { ...payment, tender: "TWINT" } })).toEqual([
      "CONFIRM",
      "CANCEL",
      "TAKE_ANOTHER_TENDER",
    ]);
  });

  it("is not the same intent where another tender has taken what was due", () => {
    expect(actionsOf({ payment, order: buildOrder({ paidMinor: 10_000 }), activity })).toEqual(["CANCEL"]);
  });
});

describe("what the till is offered where a card was read and not authorized", () => {
  it("is never the reader again: it takes only an intent that waits for a payment method", () => {
    expect(actionsOf({ payment: buildPayment({ status: "REQUIRES_CONFIRMATION" }) })).not.toContain(
      "PROCESS_ON_READER",
    );
  });

  it("holds a way to end it", () => {
    expect(actionsOf({ payment: buildPayment({ status: "REQUIRES_CONFIRMATION" }) })).toContain("CANCEL");
  });
});

describe("what the till is offered while no answer comes", () => {
  it.each([
    [0, "2026-11-22T10:09:59Z", ["WAIT"]],
    [1, "2026-11-22T10:09:57Z", ["WAIT"]],
    [2, "2026-11-22T10:09:55Z", ["CHECK_CONNECTION", "WAIT", "CANCEL"]],
    [50, "2026-11-22T10:08:00.001Z", ["CHECK_CONNECTION", "WAIT", "CANCEL"]],
    [50, "2026-11-22T10:08:00Z", ["CALL_FOR_HELP", "RECHECK", "CANCEL"]],
    [0, "2026-11-22T10:08:00Z", ["CALL_FOR_HELP", "RECHECK", "CANCEL"]],
    [900, "2026-11-22T09:00:00Z", ["CALL_FOR_HELP", "RECHECK", "CANCEL"]],
  ])("after %i looks since %s is %j", (lookUps, since, expected) => {
    expect(actionsOf({ activity: unknown(lookUps, since) })).toEqual(expected);
  });

  it.each<[number, NextAction[]]>([
    [1, ["PROCESS_ON_READER", "CANCEL"]],
    [2, ["CHECK_CONNECTION", "PROCESS_ON_READER", "CANCEL"]],
  ])("to %i attempts in a row is, once they are over, %j", (unansweredInARow, expected) => {
    const payment = buildPayment({ handoverUnsettled: true });
    const activity = { action: buildAction({ state: "NOT_DELIVERED", endedAt: NOW }), pendingCommand: null };

    expect(actionsOf({ payment, activity, order: buildOrder({ reservedMinor: 10_000 }), unansweredInARow })).toEqual(
      expected,
    );
  });

  it("to a second attempt is to check the connection at once", () => {
    expect(actionsOf({ activity: unknown(0, "2026-11-22T10:09:59Z"), unansweredInARow: 2 })).toEqual([
      "CHECK_CONNECTION",
      "WAIT",
      "CANCEL",
    ]);
  });

  it.each<[string, string, NextAction[]]>([
    ["a short while", "2026-11-22T10:09:55Z", ["CHECK_CONNECTION", "WAIT"]],
    ["minutes", "2026-11-22T10:08:00Z", ["CALL_FOR_HELP", "RECHECK"]],
  ])("for %s is not to cancel once more what is just being canceled", (_what, since, expected) => {
    const activity = { ...unknown(2, since), pendingCommand: "CANCEL_PAYMENT_INTENT" as const };

    expect(actionsOf({ activity })).toEqual(expected);
  });

  it("says that no other money may be taken, and when it is looked up again", () => {
    expect(offers({ activity: unknown(0, "2026-11-22T10:09:59Z") })).toEqual([
      {
        action: "WAIT",
        reason: "It is not known yet whether this was paid. Do not take other money.",
        notBefore: new Date("2026-11-22T10:10:02Z"),
      },
    ]);
  });

  it.each(["SUCCEEDED", "REQUIRES_CAPTURE", "REQUIRES_PAYMENT_METHOD", "CANCELED"] as const)(
    "comes before what the status %s says",
    (status) => {
      const facts = { payment: buildPayment({ status }), activity: unknown(0, "2026-11-22T10:09:59Z") };

      expect(actionsOf(facts)).toEqual(["WAIT"]);
    },
  );
});

const HELP: NextAction[] = ["CALL_FOR_HELP", "RECHECK", "CANCEL"];

function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

/** A reader that refused a cancel since it was authorizing; it is asked again after that long. */
function charging(againInMs: number) {
  const failure = toPaymentFailure({ code: "READER_BUSY" });
  return buildAction({ deadlineAt: LATER, failure, endAgainAt: new Date(NOW.getTime() + againInMs) });
}

/** A reader that was offline when it was asked to cancel; it is asked again after that long. */
function unended(againInMs: number) {
  const failure = toPaymentFailure({ code: "READER_OFFLINE" });
  return buildAction({ deadlineAt: LATER, failure, endAgainAt: new Date(NOW.getTime() + againInMs) });
}

/** An action past its deadline whose reader answers no cancel. */
function unendable(changes: Parameters<typeof buildAction>[0]) {
  return buildAction({
    state: "UNKNOWN",
    unknownSince: minutesAgo(0),
    deadlineAt: minutesAgo(1),
    endAgainAt: NOW,
    ...changes,
  });
}

/** An action that began that many seconds ago, with two minutes for the customer. */
function sent(state: "DISPATCHING" | "CANCELING", secondsAgo: number) {
  const startedAt = new Date(NOW.getTime() - secondsAgo * 1_000);
  return buildAction({ state, startedAt, deadlineAt: new Date(startedAt.getTime() + 120_000) });
}

describe("what the till is offered while something runs", () => {
  it.each([
    ["a reader waits for the card", buildAction({ deadlineAt: LATER }), ["WAIT", "CANCEL_READER_ACTION"]],
    ["a reader is being sent it", sent("DISPATCHING", 9), ["WAIT"]],
    ["a reader has been sent it for long", sent("DISPATCHING", 10), ["CHECK_CONNECTION", "WAIT"]],
    ["a reader has been sent it for minutes", sent("DISPATCHING", 120), ["CALL_FOR_HELP", "WAIT"]],
    ["it is being canceled", sent("CANCELING", 200), ["WAIT"]],
    ["its cancel has not ended two minutes after its deadline", sent("CANCELING", 240), ["CALL_FOR_HELP"]],
    ["its time is just over", buildAction({ deadlineAt: NOW }), ["WAIT"]],
    ["nobody could end it for two minutes", buildAction({ deadlineAt: minutesAgo(2) }), ["CALL_FOR_HELP", "RECHECK"]],
    ["the reader has just refused to cancel, charging the card", charging(5_000), ["WAIT"]],
    ["the reader refused to cancel a while ago", charging(0), ["WAIT", "CANCEL_READER_ACTION"]],
    ["two cancels got no answer", unendable({ unanswered: 2 }), ["CHECK_CONNECTION", "WAIT", "CANCEL"]],
    ["one cancel got no answer", unendable({ unanswered: 1 }), ["WAIT"]],
    ["its time has been over for two minutes", unendable({ deadlineAt: minutesAgo(2) }), HELP],
    [
      "its reader did not take the cancel",
      unended(15_000),
      ["CHECK_CONNECTION", "WAIT", "CANCEL_READER_ACTION", "CANCEL"],
    ],
    [
      "its reader did not take it a while ago",
      unended(-1),
      ["CHECK_CONNECTION", "WAIT", "CANCEL_READER_ACTION", "CANCEL"],
    ],
    ["one look got no answer", buildAction({ deadlineAt: LATER, unanswered: 1 }), ["WAIT", "CANCEL_READER_ACTION"]],
    ["two looks got no answer", buildAction({ deadlineAt: LATER, unanswered: 2 }), ["CHECK_CONNECTION", "WAIT"]],
    ["two looks after a cancel got no answer", { ...unended(15_000), unanswered: 2 }, ["CHECK_CONNECTION", "WAIT"]],
    ["two looks at its cancel got no answer", { ...sent("CANCELING", 9), unanswered: 2 }, ["CHECK_CONNECTION", "WAIT"]],
    [
      "two looks at a page got no answer",
      buildRedirect({ deadlineAt: LATER, unanswered: 2 }),
      ["CHECK_CONNECTION", "WAIT"],
    ],
    ["a TWINT page is open", buildRedirect({ deadlineAt: LATER }), ["OPEN_REDIRECT", "WAIT", "CANCEL"]],
  ])("while %s", (_what, action, expected) => {
    expect(actionsOf({ activity: { action, pendingCommand: null } })).toEqual(expected);
  });

  it.each<[number, NextAction[]]>([
    [0, ["WAIT"]],
    [10, ["CHECK_CONNECTION", "WAIT"]],
    [120, ["CALL_FOR_HELP", "WAIT"]],
  ])("is %s s after a write to Stripe was begun: %j", (secondsAgo, expected) => {
    const pendingSince = new Date(NOW.getTime() - secondsAgo * 1_000);

    const offered = actionsOf({ activity: { action: null, pendingCommand: "CAPTURE_PAYMENT_INTENT", pendingSince } });

    expect(offered).toEqual(expected);
  });
});

describe("what the till is offered for money that is held", () => {
  const payment = buildPayment({
    status: "REQUIRES_CAPTURE",
    amountCapturableMinor: 10_000,
    captureBefore: new Date("2026-11-24T10:00:00Z"),
  });
  const covered: Partial<Order> = { authorizedMinor: 10_000 };

  it.each<[string, Partial<Order>, NextAction[]]>([
    ["is to complete the covered order", covered, ["COMPLETE_ORDER", "CAPTURE", "CANCEL"]],
    ["is to capture while more is due", { authorizedMinor: 6_000 }, ["CAPTURE", "CANCEL"]],
    ["is to capture once the goods are out", { ...covered, status: "COMPLETED" }, ["CAPTURE", "CANCEL"]],
    ["is to let it go where the order is paid without it", { ...covered, paidMinor: 10_000 }, ["CANCEL"]],
    [
      "is to let it go where the completed order is paid without it",
      { ...covered, paidMinor: 10_000, status: "COMPLETED" },
      ["CANCEL"],
    ],
    ["is to let it go where all of it is more than is due", { ...covered, paidMinor: 1 }, ["CANCEL"]],
    ["is to let it go beside too many other holds", { authorizedMinor: 10_001 }, ["CANCEL"]],
    [
      "is first a person's where the goods are out and a part of it is due",
      { ...covered, paidMinor: 1, status: "COMPLETED" },
      ["CALL_FOR_HELP", "CANCEL"],
    ],
    ["is to let it go once the order is canceled", { ...covered, status: "CANCELED" }, ["CANCEL"]],
    [
      "is not to complete while another payment is under way",
      { ...covered, reservedMinor: 1_000 },
      ["CAPTURE", "CANCEL"],
    ],
  ])("%s", (_what, order, expected) => {
    expect(actionsOf({ payment, order: buildOrder(order) })).toEqual(expected);
  });

  it("says that the goods may be handed over while it is taken for a completed order", () => {
    const activity = { action: null, pendingCommand: "CAPTURE_PAYMENT_INTENT" as const, pendingSince: NOW };
    const [wait] = offers({ payment, order: buildOrder({ ...covered, status: "COMPLETED" }), activity });
    const [open] = offers({ payment, order: buildOrder(covered), activity });

    expect(wait?.reason).toBe("The money is held and is being taken. The goods may be handed over.");
    expect(open?.reason).toBe("Stripe is being asked. This takes a moment.");
  });

  it("tells until when it is held", () => {
    const [, capture] = offers({ payment, order: buildOrder(covered) });

    expect(capture?.reason).toBe("The money is held and not taken yet. It is held until 2026-11-24T10:00:00.000Z.");
  });
});

describe("what the till is offered for a payment that it confirms itself", () => {
  const payment = buildPayment({ handover: "CLIENT" });
  const order = buildOrder({ reservedMinor: 10_000 });

  it.each<[PaymentStatus, NextAction[]]>([
    ["REQUIRES_PAYMENT_METHOD", ["WAIT", "RECHECK", "CANCEL"]],
    ["REQUIRES_CONFIRMATION", ["WAIT", "RECHECK", "CANCEL"]],
    ["REQUIRES_ACTION", ["WAIT", "RECHECK", "CANCEL"]],
    ["PROCESSING", ["WAIT", "RECHECK"]],
    ["REQUIRES_CAPTURE", ["CAPTURE", "CANCEL"]],
    ["SUCCEEDED", []],
  ])("in %s is %j", (status, expected) => {
    expect(actionsOf({ payment: { ...payment, status }, order })).toEqual(expected);
  });

  it("is said in sentences, after a decline too", () => {
    const declined = { ...payment, lastError: toPaymentFailure({ code: "card_declined" }) };

    expect(offers({ payment: declined, order }).map(({ reason }) => reason)).toEqual([
      "It was not taken, and the same payment can be tried again. The till takes this payment itself: finish it there.",
      "Check again if it takes long.",
      "Cancel it before taking other money.",
    ]);
  });

  it("is only to cancel it once the order is closed", () => {
    expect(actionsOf({ payment, order: buildOrder({ status: "CANCELED" }) })).toEqual(["CANCEL"]);
  });
});

describe("what the till is offered otherwise", () => {
  it.each([
    ["CREATING", ["RECHECK"]],
    ["CREATION_FAILED", ["TAKE_ANOTHER_TENDER"]],
    ["REQUIRES_ACTION", ["RECHECK", "CANCEL"]],
    ["PROCESSING", ["WAIT", "RECHECK"]],
    ["CANCELED", ["TAKE_ANOTHER_TENDER"]],
    ["SUCCEEDED", []],
    ["UNRECOGNIZED", ["RECHECK", "CALL_FOR_HELP"]],
  ] as const)("in %s is %j", (status, expected) => {
    expect(actionsOf({ payment: buildPayment({ status }) })).toEqual(expected);
  });

  it("is only to cancel an idle payment of a closed order", () => {
    expect(actionsOf({ order: buildOrder({ status: "COMPLETED" }) })).toEqual(["CANCEL"]);
  });
});
