import { describe, expect, it } from "vitest";
import { TillgraphError } from "../../../src/domain/errors.js";
import { assertMayHandOver } from "../../../src/domain/hand-over-rules.js";
import { buildAction } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

const IDLE = { action: null, pendingCommand: null };

function codeOf(facts: Partial<Parameters<typeof assertMayHandOver>[0]>): unknown {
  try {
    return assertMayHandOver({ order: buildOrder(), payment: buildPayment(), activity: IDLE, ...facts }, "handed over");
  } catch (error) {
    return error instanceof TillgraphError ? error.code : error;
  }
}

describe("assertMayHandOver", () => {
  it("answers the intent of an idle payment whose money is due", () => {
    expect(codeOf({})).toBe("pi_1");
  });

  it("hands the same intent over again after an open end, whose share is its own", () => {
    const payment = buildPayment({ handoverUnsettled: true });

    expect(codeOf({ payment, order: buildOrder({ reservedMinor: 10_000 }) })).toBe("pi_1");
  });

  it.each([
    ["a till confirms it itself", { payment: buildPayment({ handover: "CLIENT" }) }, "ILLEGAL_TRANSITION"],
    ["it is at a reader", { activity: { action: buildAction(), pendingCommand: null } }, "PAYMENT_IN_PROGRESS"],
    [
      "a write is under way",
      { activity: { ...IDLE, pendingCommand: "UPDATE_PAYMENT_INTENT" as const } },
      "PAYMENT_IN_PROGRESS",
    ],
    [
      "its outcome is not known",
      { activity: { ...IDLE, action: buildAction({ state: "UNKNOWN" }) } },
      "OUTCOME_UNKNOWN",
    ],
    [
      "it was read and not authorized",
      { payment: buildPayment({ status: "REQUIRES_CONFIRMATION" }) },
      "ILLEGAL_TRANSITION",
    ],
    ["its order is closed", { order: buildOrder({ status: "COMPLETED" }) }, "ILLEGAL_TRANSITION"],
    ["another one may still take the money", { order: buildOrder({ reservedMinor: 1 }) }, "PAYMENT_IN_PROGRESS"],
    ["another one took the money", { order: buildOrder({ paidMinor: 1 }) }, "AMOUNT_EXCEEDS_DUE"],
  ])("refuses where %s", (_what, facts, code) => {
    expect(codeOf(facts)).toBe(code);
  });
});
