import { describe, expect, it } from "vitest";
import type { Order } from "../../../src/domain/order.js";
import type { Payment } from "../../../src/domain/payment.js";
import {
  assertCancelable,
  assertCompletable,
  assertOrderOpen,
  assertTotalCovers,
  assertWithinDue,
  assertNoHoldGone,
  assertTakesPaymentIntents,
  assertTakesRecordedPayments,
  isMoneyMissing,
} from "../../../src/domain/order-rules.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

/** 2,000 paid, 3,000 held and 1,000 reserved of 10,000: 5,000 is due, and 4,000 of that can be taken. */
const SOME_OF_EACH = { paidMinor: 2_000, authorizedMinor: 3_000, reservedMinor: 1_000 };

function ask(order: Partial<Order>, amountMinor: number, ownMinor = 0): void {
  assertWithinDue(buildOrder(order), { amountMinor, ownMinor, field: "amountMinor", paymentId: "pay_1" });
}

function bookOf(order: Partial<Order>, payments: Partial<Payment>[] = []) {
  const entries = payments.map((payment) => ({ payment: buildPayment(payment), activity: IDLE }));
  return { order: buildOrder(order), entries };
}

/** Whatever is under way, the refusal says which payment it is and whether waiting helps. */
function refusal(details: Record<string, unknown>, code = "PAYMENT_IN_PROGRESS") {
  return expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as Error;
}

const IDLE = { action: null, pendingCommand: null };

describe("assertOrderOpen", () => {
  it.each([
    ["COMPLETED", "The order is completed."],
    ["CANCELED", "The order is canceled."],
  ] as const)("refuses an order that is %s", (status, message) => {
    expect(() => assertOrderOpen(buildOrder({ status }))).toThrow(
      expect.objectContaining({ code: "ILLEGAL_TRANSITION", message, details: { orderId: "ord_1" } }),
    );
  });
});

describe("assertWithinDue", () => {
  it.each<[string, Partial<Order>, number, number]>([
    ["the whole of an unpaid order", {}, 10_000, 0],
    ["the rest of an order in part paid, held and reserved", SOME_OF_EACH, 4_000, 0],
    ["its own share again", { reservedMinor: 10_000 }, 10_000, 10_000],
    ["its own share and the rest", { ...SOME_OF_EACH }, 5_000, 1_000],
  ])("lets through %s", (_what, order, amountMinor, ownMinor) => {
    expect(() => ask(order, amountMinor, ownMinor)).not.toThrow();
  });

  it.each<[string, Partial<Order>, number, number]>([
    ["AMOUNT_EXCEEDS_DUE", {}, 10_001, 0],
    ["AMOUNT_EXCEEDS_DUE", { paidMinor: 10_000 }, 1, 0],
    ["AMOUNT_EXCEEDS_DUE", { authorizedMinor: 10_000 }, 1, 0],
    ["PAYMENT_IN_PROGRESS", SOME_OF_EACH, 4_001, 0],
    ["PAYMENT_IN_PROGRESS", SOME_OF_EACH, 5_000, 0],
    ["AMOUNT_EXCEEDS_DUE", SOME_OF_EACH, 5_001, 0],
    ["AMOUNT_EXCEEDS_DUE", SOME_OF_EACH, 5_001, 1_000],
  ])("refuses with %s", (code, order, amountMinor, ownMinor) => {
    expect(() => ask(order, amountMinor, ownMinor)).toThrow(
      expect.objectContaining({
        code,
        details: expect.objectContaining({ field: "amountMinor", orderId: "ord_1", paymentId: "pay_1" }) as unknown,
      }),
    );
  });

  it("says that it may be tried again where the money is only under way", () => {
    expect(() => ask({ reservedMinor: 10_000 }, 1)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ retryable: true }) as unknown }),
    );
  });

  it("says how much can be taken", () => {
    expect(() => ask({ paidMinor: 2_500 }, 10_000)).toThrow("Only 75.00 CHF of this order can be taken now.");
  });
});

describe("assertCompletable", () => {
  it.each<[string, Partial<Order>]>([
    ["paid", { paidMinor: 10_000 }],
    ["held", { authorizedMinor: 10_000 }],
    ["paid and held", { paidMinor: 4_000, authorizedMinor: 6_000 }],
    ["overpaid", { paidMinor: 10_001 }],
    ["for nothing", { totalMinor: 0 }],
  ])("lets an order go that is %s", (_what, order) => {
    expect(() => assertCompletable(bookOf(order), { captureHolds: true })).not.toThrow();
  });

  it.each<[string, Partial<Order>, string]>([
    ["not covered", { paidMinor: 9_999 }, "ILLEGAL_TRANSITION"],
    ["covered with a payment under way", { paidMinor: 10_000, reservedMinor: 1 }, "PAYMENT_IN_PROGRESS"],
    ["completed", { status: "COMPLETED", paidMinor: 10_000 }, "ILLEGAL_TRANSITION"],
    ["canceled", { status: "CANCELED", paidMinor: 10_000 }, "ILLEGAL_TRANSITION"],
    ["held beyond its total", { paidMinor: 4_000, authorizedMinor: 6_001 }, "ILLEGAL_TRANSITION"],
    [
      "held beyond its total, with some given back",
      { paidMinor: 4_000, refundedMinor: 1, authorizedMinor: 6_001 },
      "ILLEGAL_TRANSITION",
    ],
  ])("refuses one that is %s", (_what, order, code) => {
    expect(() => assertCompletable(bookOf(order), { captureHolds: true })).toThrow(expect.objectContaining({ code }));
  });
});

describe("assertCancelable", () => {
  it.each<[string, Partial<Order>]>([
    ["unpaid", {}],
    ["held, since holds are let go", { authorizedMinor: 10_000 }],
    ["refunded in full", { paidMinor: 10_000, refundedMinor: 10_000 }],
  ])("lets an order go that is %s", (_what, order) => {
    expect(() => assertCancelable(bookOf(order))).not.toThrow();
  });

  it.each<[string, Partial<Order>, string]>([
    ["paid in part", { paidMinor: 1 }, "ILLEGAL_TRANSITION"],
    ["refunded in part", { paidMinor: 10_000, refundedMinor: 9_999 }, "ILLEGAL_TRANSITION"],
    ["being paid", { reservedMinor: 1 }, "PAYMENT_IN_PROGRESS"],
    ["completed", { status: "COMPLETED" }, "ILLEGAL_TRANSITION"],
  ])("refuses one that is %s", (_what, order, code) => {
    expect(() => assertCancelable(bookOf(order))).toThrow(expect.objectContaining({ code }));
  });
});

describe("an order that is to be ended while a payment keeps a share", () => {
  const own = { id: "pay_2", handover: "CLIENT" } as const;
  const passing = { id: "pay_3", status: "PROCESSING" } as const;

  it.each([
    ["a payment that only a cancel ends", [own], { paymentId: "pay_2", retryable: false }],
    ["one that becomes something else by itself", [passing], { paymentId: "pay_3", retryable: true }],
    ["both, of which waiting ends one", [passing, own], { paymentId: "pay_2", retryable: false }],
  ])("is told of %s", (_what, payments, details) => {
    const book = bookOf({ reservedMinor: 10_000 * payments.length }, payments);

    expect(() => assertCompletable(book, { captureHolds: true })).toThrow(refusal(details));
    expect(() => assertCancelable(book)).toThrow(refusal(details));
  });
});

describe("assertTotalCovers", () => {
  it("says in the order's money how far the total may fall", () => {
    expect(() => assertTotalCovers(bookOf({ paidMinor: 2_500 }), 2_499)).toThrow(
      "The total can't fall below 25.00 CHF, which is paid, held or under way.",
    );
  });

  it("says that waiting helps only where enough becomes free by itself", () => {
    const book = bookOf({ paidMinor: 2_000, reservedMinor: 4_000 }, [{ status: "PROCESSING", amountMinor: 4_000 }]);

    expect(() => assertTotalCovers(book, 2_000)).toThrow(refusal({ paymentId: "pay_1", retryable: true }));
    expect(() => assertTotalCovers(book, 1_999)).toThrow(refusal({ retryable: false }));
  });

  it.each([6_000, 10_000, 10_001])("lets a total through that covers all: %i", (totalMinor) => {
    expect(() => assertTotalCovers(bookOf({ paidMinor: 6_000 }), totalMinor)).not.toThrow();
  });
});

describe("a completed order", () => {
  it.each<[Partial<Order>, boolean]>([
    [{ status: "COMPLETED", paidMinor: 9_999 }, true],
    [{ status: "COMPLETED", paidMinor: 4_000, authorizedMinor: 6_000 }, false],
    [{ status: "OPEN" }, false],
    [{ status: "CANCELED" }, false],
  ])("misses money only where nothing stands for it any more: %j is %s", (order, expected) => {
    expect(isMoneyMissing(buildOrder(order))).toBe(expected);
  });

  const captureBefore = new Date("2026-11-24T10:00:00Z");

  it("names the payment whose hold is gone, and how much is missing", () => {
    const book = bookOf({ status: "COMPLETED", paidMinor: 4_000 }, [{ status: "CANCELED", captureBefore }]);

    expect(() => assertNoHoldGone(book)).toThrow("60.00 CHF was not taken");
    expect(() => assertNoHoldGone(book)).toThrow(refusal({ effect: "POSSIBLE", paymentId: "pay_1" }, "STRIPE_REFUSED"));
  });

  it.each<[string, Partial<Order>, Partial<Payment>]>([
    ["less was taken than was held", { paidMinor: 8_000 }, { status: "SUCCEEDED", captureBefore }],
    ["an idle payment was canceled", { paidMinor: 8_000 }, { status: "CANCELED" }],
    ["nothing is missing", { paidMinor: 10_000 }, { status: "CANCELED", captureBefore }],
  ])("has no hold gone where %s", (_what, order, payment) => {
    expect(() => assertNoHoldGone(bookOf({ status: "COMPLETED", ...order }, [payment]))).not.toThrow();
  });

  it("takes only recorded payments, and only where money is missing", () => {
    const missing = buildOrder({ status: "COMPLETED", paidMinor: 4_000 });
    const covered = buildOrder({ status: "COMPLETED", paidMinor: 4_000, authorizedMinor: 6_000 });

    expect(() => assertTakesRecordedPayments(missing)).not.toThrow();
    expect(() => assertTakesPaymentIntents(missing)).toThrow(
      "The order is completed. The 60.00 CHF that it misses can only be recorded, in cash or another tender.",
    );
    expect(() => assertTakesRecordedPayments(covered)).toThrow("The order is completed.");
    expect(() => assertTakesPaymentIntents(covered)).toThrow("The order is completed.");
  });
});
