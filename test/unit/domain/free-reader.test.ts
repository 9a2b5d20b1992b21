import { describe, expect, it } from "vitest";
import { assertMayBeFreed, freeByForce } from "../../../src/domain/free-reader.js";
import { shareOf } from "../../../src/domain/reservations.js";
import { buildAction } from "../../support/builders/action.js";
import { buildPayment } from "../../support/builders/payment.js";

describe("a reader that is to be freed", () => {
  it.each([
    { state: "DISPATCHING", force: false, code: "PAYMENT_IN_PROGRESS" },
    { state: "DISPATCHING", force: true, code: "PAYMENT_IN_PROGRESS" },
    { state: "CANCELING", force: false, code: "OUTCOME_UNKNOWN" },
    { state: "UNKNOWN", force: false, code: "OUTCOME_UNKNOWN" },
  ] as const)("is refused with $code while its action is $state, force: $force", ({ state, force, code }) => {
    expect(() => assertMayBeFreed(buildAction({ state }), { force })).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    { state: "IN_PROGRESS", force: false },
    { state: "IN_PROGRESS", force: true },
    { state: "CANCELING", force: true },
    { state: "UNKNOWN", force: true },
  ] as const)("may be freed while its action is $state, force: $force", ({ state, force }) => {
    expect(() => assertMayBeFreed(buildAction({ state }), { force })).not.toThrow();
  });

  it("leaves its payment's share reserved: nobody has seen that nothing was taken", () => {
    const now = new Date("2026-11-22T10:05:00Z");
    const freed = freeByForce(buildPayment(), buildAction({ state: "UNKNOWN" }), { reason: "dead screen", now });

    expect(freed.action).toMatchObject({ state: "FAILED", endedAt: now, failure: { code: "reader_freed" } });
    expect(freed.action.failure?.cashierMessage).toContain("cancel it before taking other money");
    expect(freed.entries).toMatchObject([{ type: "action.failed", data: { reason: "dead screen" } }]);
    const share = shareOf(freed.payment, { action: freed.action, pendingCommand: null });
    expect(share.reservedMinor).toBe(freed.payment.amountMinor);
  });
});
