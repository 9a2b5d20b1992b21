import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Current, observe } from "../../../src/domain/observe.js";
import { READER_ACTION_STATES } from "../../../src/domain/reader-action.js";
import type { IntentSnapshot, ReaderSnapshot, Look } from "../../../src/domain/snapshots.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildCharge, buildIntent } from "../../support/builders/intent-snapshot.js";
import { buildPayment } from "../../support/builders/payment.js";
import { buildReader, readerShowing } from "../../support/builders/reader-snapshot.js";

const LIVE: ReadonlySet<string> = new Set(["DISPATCHING", "IN_PROGRESS", "CANCELING", "UNKNOWN"]);
const NOW = new Date("2026-11-22T10:01:30Z");
const OPEN_STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "new_word",
];

const money = fc.nat(10_000);

function intents(statuses: readonly string[]): fc.Arbitrary<IntentSnapshot> {
  return fc
    .record({
      status: fc.constantFrom(...statuses),
      amountMinor: fc.integer({ min: 5_000, max: 10_000 }),
      amountCapturableMinor: money,
      amountReceivedMinor: money,
      charge: fc.option(
        fc
          .record({ id: fc.constantFrom("ch_0", "ch_1", "ch_2"), refundedMinor: money })
          .map((each) => buildCharge(each)),
      ),
      lastError: fc.option(fc.constant({ code: "card_declined", declineCode: null, adviceCode: null })),
    })
    .map(buildIntent);
}

const readers: fc.Arbitrary<ReaderSnapshot | null> = fc.constantFrom(
  null,
  buildReader(),
  buildReader({ status: "OFFLINE" }),
  readerShowing(),
  readerShowing({ status: "failed", failureCode: "customer_canceled" }),
  readerShowing({ status: "failed", failureCode: "connection_error" }),
  readerShowing({ status: "succeeded" }),
  readerShowing({ paymentIntentId: "pi_2" }),
);

/** At Stripe an intent ends in one way only, so a set of looks knows of one end at most. */
const looksOfOneIntent: fc.Arbitrary<Look[]> = fc
  .constantFrom("succeeded", "canceled")
  .chain((end) =>
    fc.uniqueArray(
      fc.record({ number: fc.integer({ min: 2, max: 30 }), intent: intents([...OPEN_STATUSES, end]), reader: readers }),
      { selector: ({ number }) => number, minLength: 1, maxLength: 8 },
    ),
  );

const currents: fc.Arbitrary<Current> = fc
  .record({
    state: fc.option(fc.constantFrom(...READER_ACTION_STATES.filter((state) => LIVE.has(state)))),
    isRedirect: fc.boolean(),
    acknowledged: fc.boolean(),
    readsBeforeAcknowledged: fc.option(fc.integer({ min: 1, max: 12 })),
    lookUps: fc.nat(4),
    chargeIdBefore: fc.option(fc.constant("ch_0")),
    cancelPending: fc.boolean(),
    handoverUnsettled: fc.boolean(),
  })
  .map(({ state, isRedirect, cancelPending, handoverUnsettled, ...action }) => ({
    payment: buildPayment({ handoverUnsettled }),
    liveAction: state === null ? null : (isRedirect ? buildRedirect : buildAction)({ ...action, state }),
    cancelPending,
  }));

/** What stands in the rows after a look: an action that ended holds nothing any more. */
function record(current: Current, look: Look): Current {
  const { payment, action } = observe(current, look, NOW);
  return { ...current, payment, liveAction: action !== null && LIVE.has(action.state) ? action : null };
}

function recordAll(current: Current, looks: readonly Look[]): Current {
  return looks.reduce(record, current);
}

function monotonePartOf({ payment }: Current) {
  const { status, amountReceivedMinor, amountRefundedMinor, lastReadRecorded } = payment;
  return { status, amountReceivedMinor, amountRefundedMinor, lastReadRecorded };
}

describe("any looks at Stripe", () => {
  it("change nothing when they are recorded again", () => {
    fc.assert(
      fc.property(currents, looksOfOneIntent, (current, looks) => {
        const [last] = looks.slice(-1) as [Look];
        const once = recordAll(current, looks);

        const again = observe(once, last, NOW);

        expect(again.payment).toEqual(once.payment);
        expect(again.action).toEqual(once.liveAction);
        expect(again.entries).toEqual([]);
      }),
    );
  });

  it("come to the same status and sums in whatever order they are recorded", () => {
    fc.assert(
      fc.property(
        currents,
        looksOfOneIntent.chain((looks) =>
          fc.tuple(fc.constant(looks), fc.shuffledSubarray(looks, { minLength: looks.length })),
        ),
        (current, [looks, shuffled]) => {
          const inOrder = looks.toSorted((a, b) => a.number - b.number);

          const found = recordAll(current, shuffled);

          expect(monotonePartOf(found)).toEqual(monotonePartOf(recordAll(current, inOrder)));
        },
      ),
    );
  });

  it("never bring a payment back from its end, nor take a sum back", () => {
    fc.assert(
      fc.property(
        currents,
        fc.constantFrom("SUCCEEDED", "CANCELED"),
        money,
        looksOfOneIntent,
        (current, status, sum, looks) => {
          const ended = buildPayment({ status, amountReceivedMinor: sum, amountRefundedMinor: sum });

          const { payment } = recordAll({ ...current, payment: ended }, looks);

          expect(payment.status).toBe(status);
          expect(payment.amountReceivedMinor).toBeGreaterThanOrEqual(sum);
          expect(payment.amountRefundedMinor).toBeGreaterThanOrEqual(sum);
        },
      ),
    );
  });

  it("never end a reader's action without money unless the reader itself was asked, or a new decline was seen", () => {
    const unpaid = intents(["requires_payment_method", "requires_confirmation", "requires_action", "processing"]).map(
      (intent) => ({ ...intent, charge: null }),
    );
    fc.assert(
      fc.property(currents, fc.integer({ min: 2, max: 30 }), unpaid, (current, number, intent) => {
        const liveAction = buildAction({ ...current.liveAction, kind: "PROCESS" });

        const { action } = observe({ ...current, liveAction }, { number, intent, reader: null }, NOW);

        expect(action?.endedAt).toBeNull();
      }),
    );
  });

  it("never settle a hand-over that was unsettled, but by an end or an authorization", () => {
    fc.assert(
      fc.property(currents, intents(OPEN_STATUSES), readers, (current, intent, reader) => {
        const unsettled = { ...current, payment: buildPayment({ handoverUnsettled: true }) };

        const { payment } = observe(unsettled, { number: 5, intent, reader }, NOW);

        expect(payment.handoverUnsettled).toBe(intent.status !== "requires_capture");
      }),
    );
  });

  it("never leave a share free whose hand-over ended without certainty", () => {
    fc.assert(
      fc.property(currents, intents(["requires_payment_method"]), (current, intent) => {
        const liveAction = buildAction({ state: "UNKNOWN", acknowledged: false, chargeIdBefore: "ch_0" });
        const quiet = { ...intent, charge: null };

        const { action, payment } = observe(
          { ...current, liveAction },
          { number: 5, intent: quiet, reader: buildReader() },
          NOW,
        );

        expect([action?.state, payment.handoverUnsettled]).toEqual(["NOT_DELIVERED", true]);
      }),
    );
  });
});
