import { describe, expect, it } from "vitest";
import { applyEvidence, type OutcomeFacts } from "../../../src/domain/apply-evidence.js";
import { concludeAction } from "../../../src/domain/conclude-action.js";
import type { Refusal } from "../../../src/domain/operation.js";
import type { Payment } from "../../../src/domain/payment.js";
import type { ReaderAction } from "../../../src/domain/reader-action.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { authorizedIntent, buildIntent, succeededIntent } from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";
import { readerShowing } from "../../support/builders/reader-snapshot.js";

const NOW = new Date("2026-11-22T10:01:30Z");

const busy: Refusal = {
  code: "terminal_reader_busy",
  message: "Reader is currently busy processing another request.",
  httpStatus: 400,
  stripeRequestId: "req_1",
};

const sent = { state: "DISPATCHING", acknowledged: false, readsBeforeAcknowledged: null } as const;
const ACKNOWLEDGED: OutcomeFacts["evidence"] = { kind: "answer", intent: null, readNumber: 2 };

function apply(
  facts: Partial<OutcomeFacts> & Pick<OutcomeFacts, "kind" | "evidence">,
  action: ReaderAction | null = null,
  payment: Partial<Payment> = {},
) {
  const before = { payment: buildPayment({ readsStarted: 2, ...payment }), action };
  return applyEvidence(before, { refusal: null, tipMinor: 0, ...facts }, NOW);
}

const typesOf = ({ entries }: { entries: { type: string }[] }) => entries.map(({ type }) => type);

describe("a payment that is handed to a reader", () => {
  const kind = "PROCESS_PAYMENT_INTENT";

  it("is in progress once the reader acknowledged, and only reads begun after that tell of it", () => {
    const after = apply({ kind, evidence: ACKNOWLEDGED }, buildAction(sent));

    expect(after.action).toMatchObject({
      state: "IN_PROGRESS",
      acknowledged: true,
      readsBeforeAcknowledged: 2,
      endedAt: null,
    });
    expect(after.payment).toEqual(buildPayment({ readsStarted: 2 }));
    expect(typesOf(after)).toEqual(["action.acknowledged"]);
  });

  it("is unknown while no answer comes, and reserves", () => {
    const after = apply({ kind, evidence: { kind: "silence", reason: "the connection broke" } }, buildAction(sent));

    expect(after.action).toMatchObject({
      state: "UNKNOWN",
      unknownSince: NOW,
      acknowledged: false,
      readsBeforeAcknowledged: 2,
      endedAt: null,
    });
    expect(typesOf(after)).toEqual(["action.unknown"]);
  });

  it("failed where Stripe refused, with the reason, and the share is free", () => {
    const after = apply({ kind, evidence: { kind: "refusal" }, refusal: busy }, buildAction(sent));

    expect(after.action).toMatchObject({ state: "FAILED", endedAt: NOW });
    expect(after.action?.failure?.code).toBe("READER_BUSY");
    expect(after.payment).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", handoverUnsettled: false });
    expect(typesOf(after)).toEqual(["action.failed", "operation.refused"]);
  });

  it("goes on being canceled where the acknowledgement comes after the cancel began", () => {
    const after = apply({ kind, evidence: ACKNOWLEDGED }, buildAction({ ...sent, state: "CANCELING" }));

    expect(after.action).toMatchObject({ state: "CANCELING", acknowledged: true });
  });

  it("changes nothing where its action is over already", () => {
    const after = apply({ kind, evidence: ACKNOWLEDGED });

    expect(after.action).toBeNull();
    expect(after.entries).toEqual([]);
  });
});

describe("an action that is ended at the reader", () => {
  const kind = "CANCEL_READER_ACTION";
  const canceling = buildAction({ state: "CANCELING", readsBeforeAcknowledged: 1 });

  it.each([
    ["answered", { evidence: ACKNOWLEDGED }],
    ["not answered", { evidence: { kind: "silence", reason: "the connection broke" } }],
  ] as const)("is not found running again by a read that began before the cancel was %s", (_how, facts) => {
    const after = apply({ kind, ...facts }, canceling, { readsStarted: 3, lastReadRecorded: 1 });
    const held = { payment: after.payment, liveAction: after.action ?? canceling, cancelPending: false };
    const late = (number: number) =>
      concludeAction(held, { number, intent: buildIntent(), reader: readerShowing() }, NOW);

    expect(late(3).action.state).toBe("CANCELING");
    expect(late(4).action.state).toBe("IN_PROGRESS");
  });

  it("runs on where Stripe refused", () => {
    const after = apply({ kind, evidence: { kind: "refusal" }, refusal: busy }, canceling);

    expect(after.action).toMatchObject({ state: "IN_PROGRESS", readsBeforeAcknowledged: 2 });
  });
});

describe("a TWINT payment that is confirmed", () => {
  const kind = "CONFIRM_TWINT";
  const url = "https://hooks.stripe.test/redirect/2";
  const open = buildIntent({ status: "requires_action", redirectUrl: url });

  it("is open at the address that Stripe answered", () => {
    const answer = { kind: "answer", intent: open, readNumber: 2 } as const;

    const after = apply({ kind, evidence: answer }, buildRedirect({ ...sent, redirectUrl: null }));

    expect(after.action).toMatchObject({ state: "IN_PROGRESS", acknowledged: true, redirectUrl: url });
    expect(after.payment.status).toBe("REQUIRES_ACTION");
    expect(typesOf(after)).toEqual(["action.acknowledged", "payment.changed"]);
  });

  it("is open where the answer was lost but a read found the page", () => {
    const found = { kind: "look", intent: open, readNumber: 2 } as const;

    const after = apply({ kind, evidence: found }, buildRedirect({ ...sent, redirectUrl: null }));

    expect(after.action).toMatchObject({ state: "IN_PROGRESS", redirectUrl: url });
  });

  it("failed where Stripe refused", () => {
    const after = apply({ kind, evidence: { kind: "refusal" }, refusal: busy }, buildRedirect(sent));

    expect(after.action).toMatchObject({ state: "FAILED", endedAt: NOW });
    expect(after.payment.handoverUnsettled).toBe(false);
  });
});

describe("a payment that is set up", () => {
  const kind = "CREATE_PAYMENT_INTENT";
  const creating = { status: "CREATING", stripeStatus: null, stripePaymentIntentId: null } as const;

  it.each(["answer", "look"] as const)("waits for a payment method once Stripe has it: by %s", (by) => {
    const after = apply({ kind, evidence: { kind: by, intent: buildIntent(), readNumber: 2 } }, null, creating);

    expect(after.payment).toMatchObject({
      status: "REQUIRES_PAYMENT_METHOD",
      stripePaymentIntentId: "pi_1",
      lastReadRecorded: 2,
    });
    expect(after.entries).toEqual([
      { type: "payment.created", paymentId: "pay_1", data: { paymentIntentId: "pi_1", amountMinor: 10_000 } },
    ]);
  });

  it("has failed where Stripe refused it, and reserves nothing", () => {
    const after = apply({ kind, evidence: { kind: "refusal" }, refusal: busy }, null, creating);

    expect(after.payment).toMatchObject({ status: "CREATION_FAILED", stripePaymentIntentId: null });
    expect(after.payment.lastError?.code).toBe("terminal_reader_busy");
    expect(typesOf(after)).toEqual(["payment.creation_failed"]);
  });

  it("has failed where a look says that Stripe never took it", () => {
    const look = { kind: "look", intent: null, readNumber: 2 } as const;

    const after = apply({ kind, evidence: look, refusal: { ...busy, code: "not_created" } }, null, creating);

    expect(after.payment.status).toBe("CREATION_FAILED");
  });
});

describe("a cancel of a reader's action", () => {
  const kind = "CANCEL_READER_ACTION";

  it("is not believed by itself: what came of it is told by the read that follows", () => {
    const canceling = buildAction({ state: "CANCELING" });

    const after = apply({ kind, evidence: ACKNOWLEDGED }, canceling);

    expect(after.action).toEqual(canceling);
    expect(after.entries).toEqual([]);
  });

  it("that Stripe refused lets the action run on", () => {
    const canceling = buildAction({ state: "CANCELING" });

    const after = apply({ kind, evidence: { kind: "refusal" }, refusal: busy }, canceling);

    expect(after.action).toMatchObject({ state: "IN_PROGRESS", endedAt: null, failure: { code: "READER_BUSY" } });
    expect(after.entries).toEqual([
      {
        type: "operation.refused",
        paymentId: "pay_1",
        data: {
          command: "CANCEL_READER_ACTION",
          code: "terminal_reader_busy",
          stripeMessage: busy.message,
          readerId: "rdr_1",
        },
      },
    ]);
  });

  it("without an answer leaves the action as it is until its deadline, and says why", () => {
    const canceling = buildAction({ state: "CANCELING" });

    const after = apply({ kind, evidence: { kind: "silence", reason: "the connection broke" } }, canceling);

    expect(after.action).toMatchObject({ state: "CANCELING", unanswered: 1, failure: { code: "STRIPE_UNAVAILABLE" } });
    expect(after.entries).toEqual([]);
  });
});

describe("other writes to a PaymentIntent", () => {
  const held = { status: "REQUIRES_CAPTURE", amountCapturableMinor: 10_000, stripeChargeId: "ch_1" } as const;

  it("takes a capture over from its answer, the tip apart", () => {
    const answer = { kind: "answer", intent: succeededIntent({ amountReceivedMinor: 11_500 }), readNumber: 2 } as const;

    const after = apply({ kind: "CAPTURE_PAYMENT_INTENT", evidence: answer, tipMinor: 1_500 }, null, held);

    expect(after.payment).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 11_500, tipMinor: 1_500 });
    expect(typesOf(after)).toEqual(["payment.succeeded"]);
  });

  it("writes no tip down while the capture is not seen", () => {
    const look = { kind: "look", intent: authorizedIntent(), readNumber: 2 } as const;

    const after = apply({ kind: "CAPTURE_PAYMENT_INTENT", evidence: look, tipMinor: 1_500 }, null, held);

    expect(after.payment).toMatchObject({ status: "REQUIRES_CAPTURE", tipMinor: 0 });
  });

  it("changes nothing of the money where Stripe refused", () => {
    const after = apply(
      { kind: "CAPTURE_PAYMENT_INTENT", evidence: { kind: "refusal" }, refusal: busy, tipMinor: 1_500 },
      null,
      held,
    );

    expect(after.payment).toEqual(buildPayment({ readsStarted: 2, ...held }));
    expect(typesOf(after)).toEqual(["operation.refused"]);
  });

  it("takes a tip back that a look counted, where the capture was refused because another one was first", () => {
    const refusal = { kind: "refusal", intent: succeededIntent(), readNumber: 2 } as const;
    const counted = { status: "SUCCEEDED", captureTipMinor: 1_500, tipMinor: 1_500 } as const;

    const facts = { kind: "CAPTURE_PAYMENT_INTENT", evidence: refusal, refusal: busy, tipMinor: 1_500 } as const;
    const after = apply(facts, null, counted);

    expect(after.payment).toMatchObject({ status: "SUCCEEDED", captureTipMinor: 0, tipMinor: 0 });
  });

  it("settles an unsettled hand-over once the cancel is seen", () => {
    const answer = { kind: "answer", intent: buildIntent({ status: "canceled" }), readNumber: 2 } as const;

    const after = apply({ kind: "CANCEL_PAYMENT_INTENT", evidence: answer }, null, { handoverUnsettled: true });

    expect(after.payment).toMatchObject({ status: "CANCELED", handoverUnsettled: false });
  });

  it("ends the redirect that a cancel of its intent closed", () => {
    const answer = { kind: "answer", intent: buildIntent({ status: "canceled" }), readNumber: 2 } as const;

    const after = apply({ kind: "CANCEL_PAYMENT_INTENT", evidence: answer }, buildRedirect({ state: "CANCELING" }));

    expect(after.action).toMatchObject({ state: "CANCELED", endedAt: NOW });
  });

  it("does not count an answer older than a read already recorded, but for what can't be undone", () => {
    const stale = { kind: "answer", intent: buildIntent({ amountMinor: 5_000 }), readNumber: 2 } as const;

    const after = apply({ kind: "UPDATE_PAYMENT_INTENT", evidence: stale }, null, { lastReadRecorded: 3 });

    expect(after.payment.amountMinor).toBe(10_000);
  });
});
