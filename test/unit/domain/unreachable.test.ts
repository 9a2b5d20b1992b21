import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Around, applyEvidence } from "../../../src/domain/apply-evidence.js";
import { assertMayHandOver } from "../../../src/domain/hand-over-rules.js";
import { observe } from "../../../src/domain/observe.js";
import { isLive } from "../../../src/domain/reader-action.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildCharge, buildIntent } from "../../support/builders/intent-snapshot.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";
import { type Combination, ruledOutBy } from "./unreachable.js";

const NOW = new Date("2026-11-22T10:01:30Z");
const REFUSAL = { code: "terminal_reader_busy", message: "Busy.", httpStatus: 400, stripeRequestId: null };

const intents = fc
  .record({
    status: fc.constantFrom(
      "requires_payment_method",
      "requires_confirmation",
      "requires_action",
      "processing",
      "requires_capture",
      "succeeded",
      "canceled",
    ),
    charge: fc.option(fc.constantFrom("ch_1", "ch_2").map((id) => buildCharge({ id }))),
  })
  .map(buildIntent);

const readers = fc.constantFrom(
  null,
  buildReader(),
  buildReader({ status: "OFFLINE" }),
  readerShowing(),
  readerShowing({ status: "failed", failureCode: "customer_canceled" }),
  readerShowing({ status: "failed", failureCode: "connection_error" }),
);

type Step = (around: Around, readNumber: number) => Around;

/** As processPaymentIntent and confirmTwintPayment do it: where it may be handed over, an action is sent. */
const handOver: Step = ({ payment, action }) => {
  const activity = { action, pendingCommand: null };
  try {
    assertMayHandOver({ order: buildOrder(), payment, activity }, "handed over");
  } catch {
    return { payment, action };
  }
  const build = payment.tender === "TWINT" ? buildRedirect : buildAction;
  const sent = { state: "DISPATCHING", acknowledged: false, readsBeforeAcknowledged: null } as const;
  return { payment, action: build({ ...sent, chargeIdBefore: payment.stripeChargeId }) };
};

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant(handOver),
  fc.constantFrom("answer", "silence", "refusal").map((kind): Step => (around, readNumber) => {
    const command = around.payment.tender === "TWINT" ? "CONFIRM_TWINT" : "PROCESS_PAYMENT_INTENT";
    if (around.action?.state !== "DISPATCHING") return around;
    const evidence =
      kind === "answer"
        ? { kind, intent: null, readNumber }
        : ({ kind, reason: "" } as { kind: "silence"; reason: "" });
    const refusal = kind === "refusal" ? REFUSAL : null;
    return applyEvidence(around, { kind: command, evidence, refusal, tipMinor: 0 }, NOW);
  }),
  fc.boolean().map((isRefused): Step => (around) => {
    const { action } = around;
    if (action === null || (action.state !== "IN_PROGRESS" && action.state !== "UNKNOWN")) return around;
    const canceling = { ...around, action: { ...action, state: "CANCELING" as const } };
    const refusal = isRefused ? REFUSAL : null;
    const facts = {
      kind: "CANCEL_READER_ACTION",
      evidence: { kind: "silence", reason: "the connection broke" },
      refusal,
      tipMinor: 0,
    } as const;
    return applyEvidence(canceling, facts, NOW);
  }),
  fc.tuple(intents, readers).map(([intent, reader]): Step => ({ payment, action }, number) => {
    const liveAction = action !== null && isLive(action.state) ? action : null;
    const seen = observe({ payment, liveAction, cancelPending: false }, { number, intent, reader }, NOW);
    return { payment: seen.payment, action: seen.action ?? action };
  }),
);

function combinationOf({ payment, action }: Around): Combination {
  const around = payment.handover === "CLIENT" ? "client" : payment.handoverUnsettled ? "unsettled" : "idle";
  const kind = payment.tender === "TWINT" ? "TWINT_REDIRECT" : "PROCESS";
  const { status, tender } = payment;
  return { status, tender, kind, around, state: action?.state ?? null, orderStatus: "OPEN" };
}

describe("a payment that goes through anything", () => {
  it("never comes into a combination that is called unreachable", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("CARD_PRESENT", "TWINT" as const),
        fc.constantFrom("SERVER", "CLIENT" as const),
        fc.array(steps, { maxLength: 14 }),
        (tender, handover, walk) => {
          let around: Around = { payment: buildPayment({ tender, handover }), action: null };
          for (const [index, step] of walk.entries()) {
            around = step({ ...around, payment: { ...around.payment, readsStarted: index + 2 } }, index + 2);

            const named = ruledOutBy(combinationOf(around)).filter((name) => name !== "TWINT knows no holds");
            expect(named).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
