import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PaymentActivity } from "../../../src/domain/activity.js";
import { TillgraphError } from "../../../src/domain/errors.js";
import type { OrderTotals } from "../../../src/domain/order.js";
import { assertWithinDue } from "../../../src/domain/order-rules.js";
import { PAYMENT_STATUSES, type Payment } from "../../../src/domain/payment.js";
import { READER_ACTION_STATES } from "../../../src/domain/reader-action.js";
import { chargeableMinor, dueMinor, foldOrder, overpaidMinor, shareOf } from "../../../src/domain/reservations.js";
import { buildAction } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

interface Entry {
  payment: Payment;
  activity: PaymentActivity;
}

const amount = fc.integer({ min: 1, max: 1_000 });

const payments: fc.Arbitrary<Payment> = fc
  .record({
    status: fc.constantFrom(...PAYMENT_STATUSES),
    tender: fc.constantFrom("CARD_PRESENT", "TWINT", "CASH", "OTHER"),
    handover: fc.constantFrom("SERVER", "CLIENT"),
    handoverUnsettled: fc.boolean(),
    amountMinor: amount,
    tipMinor: fc.nat(50),
    moved: fc.nat(1_000),
    refunded: fc.nat(1_000),
  })
  .map(({ moved, refunded, ...rest }) =>
    buildPayment({
      ...rest,
      amountCapturableMinor: moved + rest.tipMinor,
      amountReceivedMinor: moved + rest.tipMinor,
      amountRefundedMinor: Math.min(refunded, moved),
    }),
  );

const activities: fc.Arbitrary<PaymentActivity> = fc.record({
  action: fc.option(fc.constantFrom(...READER_ACTION_STATES).map((state) => buildAction({ state }))),
  pendingCommand: fc.option(fc.constant("PROCESS_PAYMENT_INTENT" as const)),
});

const books: fc.Arbitrary<Entry[]> = fc.array(fc.record({ payment: payments, activity: activities }), { maxLength: 6 });

/** What each payment state claims of the sums, written from the words of the contract. */
const CLAIMS: Record<OrderTotals["paymentState"], (sums: OrderTotals, totalMinor: number) => boolean> = {
  UNPAID: ({ paidMinor, authorizedMinor, reservedMinor }) => paidMinor + authorizedMinor + reservedMinor === 0,
  IN_PROGRESS: ({ reservedMinor, refundedMinor }) => reservedMinor > 0 && refundedMinor === 0,
  PARTIALLY_PAID: ({ paidMinor, authorizedMinor }, total) =>
    paidMinor + authorizedMinor > 0 && paidMinor + authorizedMinor < total,
  AUTHORIZED: ({ paidMinor, authorizedMinor }, total) => paidMinor < total && paidMinor + authorizedMinor === total,
  PAID: ({ paidMinor, reservedMinor, refundedMinor }, total) =>
    paidMinor === total && reservedMinor === 0 && refundedMinor === 0,
  OVERPAID: ({ paidMinor, authorizedMinor, refundedMinor }, total) =>
    paidMinor + authorizedMinor - refundedMinor > total,
  PARTIALLY_REFUNDED: ({ paidMinor, tipMinor, refundedMinor }) =>
    refundedMinor > 0 && refundedMinor < paidMinor + tipMinor,
  REFUNDED: ({ paidMinor, tipMinor, refundedMinor }) => refundedMinor > 0 && refundedMinor >= paidMinor + tipMinor,
};

describe("the fold of any book", () => {
  it("is the sum of its shares, and no sum is below nothing", () => {
    fc.assert(
      fc.property(books, amount, (book, totalMinor) => {
        const shares = book.map(({ payment, activity }) => shareOf(payment, activity));

        const { paymentState: _, ...sums } = foldOrder(totalMinor, shares);

        const added = (key: keyof typeof sums) => shares.reduce((sum, share) => sum + share[key], 0);
        expect(sums).toEqual({
          paidMinor: added("paidMinor"),
          authorizedMinor: added("authorizedMinor"),
          reservedMinor: added("reservedMinor"),
          refundedMinor: added("refundedMinor"),
          tipMinor: added("tipMinor"),
        });
        expect(Math.min(...Object.values(sums))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("says a payment state that its sums bear out", () => {
    fc.assert(
      fc.property(books, amount, (book, totalMinor) => {
        const totals = foldOrder(
          totalMinor,
          book.map(({ payment, activity }) => shareOf(payment, activity)),
        );

        expect(CLAIMS[totals.paymentState](totals, totalMinor)).toBe(true);
      }),
    );
  });

  it("does not depend on the order of the payments", () => {
    fc.assert(
      fc.property(books, amount, (book, totalMinor) => {
        const shares = book.map(({ payment, activity }) => shareOf(payment, activity));

        expect(foldOrder(totalMinor, shares.toReversed())).toEqual(foldOrder(totalMinor, shares));
      }),
    );
  });

  it("never counts a franc twice: what is due is split into what is chargeable and what is reserved", () => {
    fc.assert(
      fc.property(books, amount, (book, totalMinor) => {
        const sums = foldOrder(
          totalMinor,
          book.map(({ payment, activity }) => shareOf(payment, activity)),
        );

        expect(dueMinor(totalMinor, sums) - chargeableMinor({ ...sums, totalMinor, status: "OPEN" })).toBe(
          Math.min(sums.reservedMinor, dueMinor(totalMinor, sums)),
        );
        expect(dueMinor(totalMinor, sums) * overpaidMinor(totalMinor, sums)).toBe(0);
      }),
    );
  });
});

/** An order that keeps the rule, and a payment's own part of what is reserved. */
const orders = fc
  .record({ paid: fc.nat(500), authorized: fc.nat(500), others: fc.nat(500), own: fc.nat(500), free: fc.nat(500) })
  .map(({ paid, authorized, others, own, free }) => ({
    others,
    own,
    free,
    order: buildOrder({
      totalMinor: paid + authorized + others + own + free,
      paidMinor: paid,
      authorizedMinor: authorized,
      reservedMinor: others + own,
    }),
  }));

function isRefused(ask: () => void): boolean {
  try {
    ask();
    return false;
  } catch (error) {
    if (error instanceof TillgraphError) return true;
    throw error;
  }
}

describe("the rule everything hangs on", () => {
  it("lets an ask through exactly when paid, held, reserved by others and asked stay within the total", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3_000 }), ({ order, others, own }, amountMinor) => {
        const isWithin = order.paidMinor + order.authorizedMinor + others + amountMinor <= order.totalMinor;

        const ask = () => assertWithinDue(order, { amountMinor, ownMinor: own, field: "amountMinor" });

        expect(isRefused(ask)).toBe(!isWithin);
      }),
    );
  });

  it("never lets a new ask through on a book of any payments that then comes to more than is due", () => {
    fc.assert(
      fc.property(books, amount, amount, (book, totalMinor, amountMinor) => {
        const totals = foldOrder(
          totalMinor,
          book.map(({ payment, activity }) => shareOf(payment, activity)),
        );
        const committedMinor = totals.paidMinor + totals.authorizedMinor + totals.reservedMinor + amountMinor;
        const order = buildOrder({ ...totals, totalMinor });

        const ask = () => assertWithinDue(order, { amountMinor, ownMinor: 0, field: "amountMinor" });

        expect(isRefused(ask)).toBe(committedMinor > totalMinor);
      }),
    );
  });
});
