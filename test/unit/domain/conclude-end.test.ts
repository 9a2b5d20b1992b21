import { describe, expect, it } from "vitest";
import { applyEvidence, type OutcomeFacts } from "../../../src/domain/apply-evidence.js";
import { concludeAction } from "../../../src/domain/conclude-action.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import { toReaderFailure } from "../../../src/domain/refusals.js";
import { buildAction } from "../../support/builders/action.js";
import { buildIntent } from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";

const DEADLINE = new Date("2026-11-22T10:02:00Z");
const BEFORE = new Date("2026-11-22T10:01:50Z");
const AFTER = new Date("2026-11-22T10:02:20Z");

const canceling = buildAction({ state: "CANCELING", deadlineAt: DEADLINE });
const unendable = buildAction({
  state: "UNKNOWN",
  deadlineAt: DEADLINE,
  unknownSince: DEADLINE,
  unanswered: 1,
  endAgainAt: DEADLINE,
  failure: toReaderFailure({ code: "terminal_reader_timeout" }),
});

function refusedWith(code: string): Partial<OutcomeFacts> {
  return {
    evidence: { kind: "refusal" },
    refusal: { code, message: "", httpStatus: 400, stripeRequestId: null },
  };
}
const SILENCE: Partial<OutcomeFacts> = { evidence: { kind: "silence", reason: "the connection broke" } };
const ANSWER: Partial<OutcomeFacts> = { evidence: { kind: "answer", intent: null, readNumber: null } };

function end(action: ReaderAction, outcome: Partial<OutcomeFacts>, now: Date) {
  const facts = {
    kind: "CANCEL_READER_ACTION",
    evidence: { kind: "silence", reason: "the connection broke" },
    refusal: null,
    tipMinor: 0,
  } as const;
  return applyEvidence({ payment: buildPayment(), action }, { ...facts, ...outcome }, now);
}

function look(action: ReaderAction, reader: ReturnType<typeof buildReader>) {
  const held = { payment: buildPayment({ lastReadRecorded: 2 }), liveAction: action, cancelPending: false };
  return concludeAction(held, { number: 3, intent: buildIntent(), reader }, AFTER);
}

describe("a cancel at the reader", () => {
  it.each<[string, ReaderAction, Partial<OutcomeFacts>, Date, Partial<ReaderAction>, string | null]>([
    ["not answered in time", canceling, SILENCE, AFTER, { state: "UNKNOWN", unanswered: 1 }, "STRIPE_UNAVAILABLE"],
    [
      "that ran into Stripe's time-out",
      canceling,
      refusedWith("terminal_reader_timeout"),
      AFTER,
      { state: "UNKNOWN", unanswered: 1, unknownSince: AFTER },
      "READER_TIMEOUT",
    ],
    [
      "of which Stripe says that the reader did not answer",
      canceling,
      { evidence: { kind: "silence", reason: "terminal_reader_timeout" } },
      BEFORE,
      { state: "CANCELING", unanswered: 1 },
      "READER_TIMEOUT",
    ],
    [
      "of a reader that is away",
      canceling,
      refusedWith("terminal_reader_offline"),
      AFTER,
      { state: "UNKNOWN", unanswered: 1 },
      "READER_OFFLINE",
    ],
    [
      "not answered once more",
      unendable,
      SILENCE,
      AFTER,
      { state: "UNKNOWN", unanswered: 2, unknownSince: DEADLINE },
      "STRIPE_UNAVAILABLE",
    ],
    [
      "that ran into Stripe's time-out while the customer still has time",
      canceling,
      refusedWith("terminal_reader_timeout"),
      BEFORE,
      { state: "IN_PROGRESS", unanswered: 1 },
      "READER_TIMEOUT",
    ],
    [
      "of a reader that authorizes",
      canceling,
      refusedWith("terminal_reader_busy"),
      BEFORE,
      { state: "IN_PROGRESS", unanswered: 0, endAgainAt: new Date("2026-11-22T10:01:55Z") },
      "READER_BUSY",
    ],
    [
      "of a reader that answers again and authorizes",
      unendable,
      refusedWith("terminal_reader_busy"),
      AFTER,
      { state: "IN_PROGRESS", unanswered: 0, unknownSince: null },
      "READER_BUSY",
    ],
    ["that worked at last", unendable, ANSWER, AFTER, { state: "CANCELING", unanswered: 0 }, "READER_TIMEOUT"],
  ])("%s is told as it is", (_what, action, outcome, now, expected, failureCode) => {
    const after = end(action, outcome, now).action;

    expect(after).toMatchObject({ ...expected, deadlineAt: DEADLINE, endedAt: null });
    expect(after?.failure?.code ?? null).toBe(failureCode);
  });

  it("refused while the card is charged says so, and not that something else keeps the reader", () => {
    const { action } = end(canceling, refusedWith("terminal_reader_busy"), BEFORE);

    expect(action?.failure?.cashierMessage).toBe("The reader is charging the card right now. Wait for the result.");
  });

  it.each([
    ["terminal_reader_offline", "The reader is offline and still has this payment. Check its power and network."],
    ["terminal_reader_hardware_fault", "The reader has a hardware fault and still has this payment."],
    ["terminal_reader_timeout", "The reader did not answer. What it does is being looked up."],
  ])("refused with %s sends nobody to another reader, which would refuse the payment", (code, message) => {
    expect(end(canceling, refusedWith(code), BEFORE).action?.failure?.cashierMessage).toBe(message);
  });

  it("that Stripe did not answer does not blame the reader", () => {
    const { action } = end(canceling, SILENCE, AFTER);

    expect(action?.failure?.cashierMessage).toBe("Stripe did not answer. What became of this is being looked up.");
  });

  it("that goes on without an answer leaves its first line in the history alone", () => {
    const first = end(canceling, refusedWith("terminal_reader_timeout"), AFTER);
    const second = end(first.action ?? canceling, refusedWith("terminal_reader_timeout"), AFTER);

    expect(first.entries.map(({ type }) => type)).toEqual(["action.unknown", "operation.refused"]);
    expect(second.entries).toEqual([]);
  });
});

describe("an action past its deadline that no cancel has ended", () => {
  it("is not called waiting for the card again by a look that still finds it at its reader", () => {
    const found = look(unendable, readerShowing());

    expect(found.action).toMatchObject({ state: "UNKNOWN", failure: { code: "READER_TIMEOUT" } });
    expect(found.entries).toEqual([]);
  });

  it("keeps its share when its reader has lost it: the cancel was never seen to work", () => {
    const found = look(unendable, buildReader());

    expect(found).toMatchObject({ action: { state: "CANCELED", endedAt: AFTER }, endedDefinitely: false });
  });
});
