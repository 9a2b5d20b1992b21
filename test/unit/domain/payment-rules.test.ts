import { describe, expect, it } from "vitest";
import {
  assertApplicationFee,
  assertCaptureWithinDue,
  assertNothingUnderWay,
  illegalTransition,
  requirePaymentIntent,
} from "../../../src/domain/payment-rules.js";
import { isStuck } from "../../../src/domain/stuck.js";
import { buildAction } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

function at(time: string): Date {
  return new Date(`2026-11-22T${time}Z`);
}

describe("assertCaptureWithinDue", () => {
  /** A hold of 10,000 beside 1,000 that was left as a tip on the reader. */
  const payment = buildPayment({ status: "REQUIRES_CAPTURE", amountCapturableMinor: 11_000, tipMinor: 1_000 });
  const entry = { payment, activity: { action: null, pendingCommand: null } };
  const capture = (order: Parameters<typeof buildOrder>[0], saleMinor: number) =>
    assertCaptureWithinDue({ order: buildOrder(order), entry }, saleMinor);

  it.each([
    [{ authorizedMinor: 10_000 }, 10_000],
    [{ authorizedMinor: 10_000, paidMinor: 5_000 }, 5_000],
    [{ authorizedMinor: 14_000 }, 6_000],
    [{ authorizedMinor: 10_000, status: "COMPLETED" }, 10_000],
  ] as const)("of an order with %j lets %i be taken, and not a cent more", (order, mostMinor) => {
    expect(() => capture(order, mostMinor)).not.toThrow();
    expect(() => capture(order, mostMinor + 1)).toThrow(
      expect.objectContaining({
        code: "AMOUNT_EXCEEDS_DUE",
        message: `Only ${mostMinor / 100}.00 CHF of this payment is due: take no more of it, or let it go.`,
        details: { field: "saleAmountMinor", orderId: "ord_1", paymentId: "pay_1", retryable: false },
      }),
    );
  });

  it("lets nothing be taken where nothing is due any more", () => {
    expect(() => capture({ authorizedMinor: 10_000, paidMinor: 10_000 }, 1)).toThrow(
      "Nothing of this payment is due any more: let the held money go.",
    );
  });

  it("lets nothing be taken for an order that was given up", () => {
    expect(() => capture({ authorizedMinor: 10_000, status: "CANCELED" }, 1)).toThrow(
      expect.objectContaining({ code: "ILLEGAL_TRANSITION", message: "The order is canceled: let the held money go." }),
    );
  });
});

describe("assertNothingUnderWay", () => {
  it.each([
    ["UNKNOWN", "OUTCOME_UNKNOWN"],
    ["DISPATCHING", "PAYMENT_IN_PROGRESS"],
    ["IN_PROGRESS", "PAYMENT_IN_PROGRESS"],
    ["CANCELING", "PAYMENT_IN_PROGRESS"],
  ] as const)("refuses new work while an action is %s: %s", (state, code) => {
    const activity = { action: buildAction({ state }), pendingCommand: null };

    expect(() => assertNothingUnderWay(buildPayment(), activity)).toThrow(
      expect.objectContaining({ code, details: { paymentId: "pay_1", orderId: "ord_1", retryable: true } }),
    );
  });

  it("refuses new work while a write to Stripe is pending", () => {
    const activity = { action: null, pendingCommand: "CAPTURE_PAYMENT_INTENT" } as const;

    expect(() => assertNothingUnderWay(buildPayment(), activity)).toThrow(
      expect.objectContaining({ code: "PAYMENT_IN_PROGRESS" }),
    );
  });

  it("says that the outcome is unknown, even with a write pending", () => {
    const activity = { action: buildAction({ state: "UNKNOWN" }), pendingCommand: "CANCEL_READER_ACTION" } as const;

    expect(() => assertNothingUnderWay(buildPayment(), activity)).toThrow(
      expect.objectContaining({ code: "OUTCOME_UNKNOWN" }),
    );
  });

  it.each(["SUCCEEDED", "FAILED", "CANCELED", "NOT_DELIVERED"] as const)("lets work begin after %s", (state) => {
    const activity = { action: buildAction({ state }), pendingCommand: null };

    expect(() => assertNothingUnderWay(buildPayment(), activity)).not.toThrow();
  });
});

describe("requirePaymentIntent", () => {
  it("answers the PaymentIntent's id", () => {
    expect(requirePaymentIntent(buildPayment(), "captured")).toBe("pi_1");
  });

  it.each([
    ["cash", { tender: "CASH" }],
    ["another recorded tender", { tender: "OTHER" }],
    ["what was never set up at Stripe", { stripePaymentIntentId: null }],
  ] as const)("refuses %s", (_what, changes) => {
    expect(() => requirePaymentIntent(buildPayment(changes), "captured")).toThrow(
      expect.objectContaining({ code: "ILLEGAL_TRANSITION" }),
    );
  });
});

describe("illegalTransition", () => {
  it("says what the payment is and what it can't be", () => {
    const error = illegalTransition(buildPayment({ status: "CANCELED", orderId: null }), "captured");

    expect(error).toMatchObject({
      code: "ILLEGAL_TRANSITION",
      message: "A payment that is CANCELED can't be captured.",
      details: { paymentId: "pay_1" },
    });
  });
});

describe("assertApplicationFee", () => {
  it.each([null, 0, 1, 100])("takes %s of 100", (feeMinor) => {
    expect(() => assertApplicationFee(feeMinor, 100)).not.toThrow();
  });

  it.each([-1, 101, 0.5])("refuses %s of 100", (feeMinor) => {
    expect(() => assertApplicationFee(feeMinor, 100)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", details: { field: "applicationFeeMinor" } }),
    );
  });
});

describe("isStuck", () => {
  const unknown = buildAction({ state: "UNKNOWN", unknownSince: at("10:01:00"), deadlineAt: at("11:00:00") });
  const running = buildAction({ deadlineAt: at("10:02:00") });

  it.each([
    ["an outcome unknown for less than two minutes", unknown, at("10:02:59.999"), false],
    ["an outcome unknown for two minutes", unknown, at("10:03:00"), true],
    ["an action two minutes past its deadline", running, at("10:04:00"), true],
    ["an action just past its deadline", running, at("10:03:59"), false],
    ["an action that ended", buildAction({ state: "FAILED" }), at("12:00:00"), false],
    ["no action", null, at("12:00:00"), false],
  ])("says of %s", (_what, action, now, expected) => {
    expect(isStuck(action, now)).toBe(expected);
  });
});
