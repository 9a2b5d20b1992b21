import { describe, expect, it } from "vitest";
import type { PaymentActivity } from "../../../src/domain/activity.js";
import { type Handover, PAYMENT_STATUSES } from "../../../src/domain/payment.js";
import { READER_ACTION_STATES } from "../../../src/domain/reader-action.js";
import {
  areHoldsBeyondDue,
  capturableMinor,
  chargeableMinor,
  dueMinor,
  foldOrder,
  isFinal,
  overpaidMinor,
  type PaymentShare,
  shareOf,
} from "../../../src/domain/reservations.js";
import { buildAction } from "../../support/builders/action.js";
import { buildPayment } from "../../support/builders/payment.js";
import { describeSituation, type Place, placeOf, type Situation } from "./reservation-oracle.js";

const NOTHING: PaymentShare = { paidMinor: 0, authorizedMinor: 0, reservedMinor: 0, refundedMinor: 0, tipMinor: 0 };
const IDLE: PaymentActivity = { action: null, pendingCommand: null };

/** A payment of 10,000 that shows 7,000 as held and 6,000 as received, so that each column is told from the others. */
const SHARE_BY_PLACE: Record<Place, PaymentShare> = {
  PAID: { ...NOTHING, paidMinor: 6_000 },
  HELD: { ...NOTHING, authorizedMinor: 7_000 },
  RESERVED: { ...NOTHING, reservedMinor: 10_000 },
  FREE: NOTHING,
};

const SITUATIONS: Situation[] = PAYMENT_STATUSES.flatMap((status) =>
  [null, ...READER_ACTION_STATES].flatMap((action) =>
    [null, "UPDATE_PAYMENT_INTENT" as const, "PROCESS_PAYMENT_INTENT" as const].flatMap((pending) =>
      (["SERVER", "CLIENT"] as const satisfies Handover[]).flatMap((handover) =>
        [false, true].map((unsettled) => ({ status, action, pending, handover, unsettled })),
      ),
    ),
  ),
);

function shareIn({ status, action, pending, handover, unsettled }: Situation): PaymentShare {
  const payment = buildPayment({
    status,
    handover,
    handoverUnsettled: unsettled,
    amountCapturableMinor: 7_000,
    amountReceivedMinor: 6_000,
  });
  return shareOf(payment, {
    action: action === null ? null : buildAction({ state: action }),
    pendingCommand: pending,
  });
}

describe("shareOf", () => {
  it("puts every payment into the column of DESIGN.md, whatever goes on around it", () => {
    const found = SITUATIONS.map((each) => ({ ...each, what: describeSituation(each), share: shareIn(each) }));

    const designed = SITUATIONS.map((each) => ({
      ...each,
      what: describeSituation(each),
      share: SHARE_BY_PLACE[placeOf(each)],
    }));
    expect(found).toEqual(designed);
    expect(found).toHaveLength(1_080);
  });

  it.each([
    ["DISPATCHING", 10_000],
    ["IN_PROGRESS", 10_000],
    ["CANCELING", 10_000],
    ["UNKNOWN", 10_000],
    ["SUCCEEDED", 0],
    ["FAILED", 0],
    ["CANCELED", 0],
    ["NOT_DELIVERED", 0],
  ] as const)("reserves what a reader may take while its action is %s: %i", (state, reservedMinor) => {
    const share = shareOf(buildPayment(), { action: buildAction({ state }), pendingCommand: null });

    expect(share).toEqual({ ...NOTHING, reservedMinor });
  });

  it("keeps a tip apart from what the order is paid", () => {
    const payment = buildPayment({ status: "SUCCEEDED", amountReceivedMinor: 11_500, tipMinor: 1_500 });

    const share = shareOf(payment, IDLE);

    expect(share).toEqual({ ...NOTHING, paidMinor: 10_000, tipMinor: 1_500 });
  });

  it("keeps a tip chosen on the reader apart from what is held for the order", () => {
    const payment = buildPayment({ status: "REQUIRES_CAPTURE", amountCapturableMinor: 11_500, tipMinor: 1_500 });

    const share = shareOf(payment, IDLE);

    expect(share).toEqual({ ...NOTHING, authorizedMinor: 10_000 });
  });

  it("counts a partial capture with what was received, not with what was asked", () => {
    const payment = buildPayment({ status: "SUCCEEDED", amountMinor: 10_000, amountReceivedMinor: 4_000 });

    const share = shareOf(payment, IDLE);

    expect(share).toEqual({ ...NOTHING, paidMinor: 4_000 });
  });

  it("pays the order by cash's amount, not by what its rounding leaves in the drawer", () => {
    const cash = buildPayment({
      tender: "CASH",
      status: "SUCCEEDED",
      amountMinor: 1_002,
      amountReceivedMinor: 1_000,
      roundingMinor: -2,
    });

    const share = shareOf(cash, IDLE);

    expect(share).toEqual({ ...NOTHING, paidMinor: 1_002 });
  });

  it("tells refunds of a payment beside what it took", () => {
    const payment = buildPayment({ status: "SUCCEEDED", amountReceivedMinor: 10_000, amountRefundedMinor: 2_500 });

    const share = shareOf(payment, IDLE);

    expect(share).toEqual({ ...NOTHING, paidMinor: 10_000, refundedMinor: 2_500 });
  });
});

describe("foldOrder", () => {
  const paid = (minor: number): PaymentShare => ({ ...NOTHING, paidMinor: minor });
  const held = (minor: number): PaymentShare => ({ ...NOTHING, authorizedMinor: minor });
  const reserved = (minor: number): PaymentShare => ({ ...NOTHING, reservedMinor: minor });
  const refunded = (paidMinor: number, minor: number): PaymentShare => ({
    ...NOTHING,
    paidMinor,
    refundedMinor: minor,
  });

  it.each([
    ["UNPAID", []],
    ["UNPAID", [NOTHING, NOTHING]],
    ["IN_PROGRESS", [reserved(1)]],
    ["IN_PROGRESS", [paid(600), reserved(400)]],
    ["PARTIALLY_PAID", [paid(999)]],
    ["PARTIALLY_PAID", [held(999)]],
    ["AUTHORIZED", [held(1_000)]],
    ["AUTHORIZED", [paid(400), held(600)]],
    ["PAID", [paid(1_000)]],
    ["PAID", [paid(400), paid(600)]],
    ["OVERPAID", [paid(1_001)]],
    ["OVERPAID", [paid(1_000), held(1)]],
    ["OVERPAID", [paid(1_001), reserved(10)]],
    ["PARTIALLY_REFUNDED", [refunded(1_000, 1)]],
    ["PARTIALLY_REFUNDED", [refunded(2_000, 1_000)]],
    ["REFUNDED", [refunded(1_000, 1_000)]],
    ["REFUNDED", [refunded(400, 400), refunded(600, 600)]],
  ] as const)("says %s of an order of 1000 with %j", (paymentState, shares) => {
    const totals = foldOrder(1_000, [...shares]);

    expect(totals.paymentState).toBe(paymentState);
  });

  it("adds up each column", () => {
    const share = { paidMinor: 1, authorizedMinor: 2, reservedMinor: 3, refundedMinor: 4, tipMinor: 5 };

    const totals = foldOrder(1_000, [share, share]);

    expect(totals).toMatchObject({
      paidMinor: 2,
      authorizedMinor: 4,
      reservedMinor: 6,
      refundedMinor: 8,
      tipMinor: 10,
    });
  });
});

describe("what is left of an order", () => {
  const sums = { paidMinor: 300, authorizedMinor: 200, reservedMinor: 100, refundedMinor: 0, tipMinor: 50 };
  const open = (totalMinor: number) => ({ ...sums, totalMinor, status: "OPEN" as const });

  it("is due until it is paid or held, and chargeable where nothing reserves it either", () => {
    expect([dueMinor(1_000, sums), chargeableMinor(open(1_000)), overpaidMinor(1_000, sums)]).toEqual([500, 400, 0]);
  });

  it("is never below nothing", () => {
    expect([dueMinor(100, sums), chargeableMinor(open(100)), overpaidMinor(100, sums)]).toEqual([0, 0, 400]);
  });

  it("is chargeable of a completed order too where money is missing, and never of a canceled one", () => {
    expect(chargeableMinor({ ...open(1_000), status: "COMPLETED" })).toBe(400);
    expect(chargeableMinor({ ...open(500), status: "COMPLETED" })).toBe(0);
    expect(chargeableMinor({ ...open(1_000), status: "CANCELED" })).toBe(0);
  });

  it.each([
    [500, 200, false],
    [499, 199, true],
    [300, 0, true],
    [299, 0, true],
  ])("of a total of %i lets a hold of 200 take %i", (totalMinor, capturable, isBeyond) => {
    expect(capturableMinor(totalMinor, sums, 200)).toBe(capturable);
    expect(areHoldsBeyondDue(totalMinor, sums)).toBe(isBeyond);
  });

  it("lets a hold take nothing that another holds", () => {
    expect(capturableMinor(450, sums, 120)).toBe(70);
  });

  it("is overpaid only by what was not given back", () => {
    expect(overpaidMinor(100, { ...sums, refundedMinor: 400 })).toBe(0);
  });
});

describe("isFinal", () => {
  it("knows the three statuses that nothing leaves", () => {
    expect(PAYMENT_STATUSES.filter(isFinal)).toEqual(["CREATION_FAILED", "CANCELED", "SUCCEEDED"]);
  });
});
