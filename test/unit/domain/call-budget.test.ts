import { describe, expect, it } from "vitest";
import { callBudgetOf, STRIPE_CALLS_PER_SECOND } from "../../../src/domain/call-budget.js";

const everyRate = Array.from({ length: 300 }, (_, index) => index + 1);

/** Turns lie a step apart and not before the credit: so many of them can fall into one second. */
function mostCallsInASecond(callsPerSecond: number): number {
  const { stepMs, creditMs } = callBudgetOf(callsPerSecond);
  return Math.ceil((1_000 + creditMs) / stepMs);
}

describe("the budget of calls to Stripe", () => {
  it("lets no second have more calls than it says, whatever it says", () => {
    const tooMany = everyRate.filter((callsPerSecond) => mostCallsInASecond(callsPerSecond) > callsPerSecond);

    expect(tooMany).toEqual([]);
  });

  it.each([
    ["live", STRIPE_CALLS_PER_SECOND.live, { most: 100, atOnce: 34, leftToTills: 17, perSecondFor: 66 }],
    ["test", STRIPE_CALLS_PER_SECOND.test, { most: 25, atOnce: 9, leftToTills: 5, perSecondFor: 16 }],
  ])("spends what Stripe allows in %s mode", (_mode, callsPerSecond, figures) => {
    const { stepMs, creditMs, reserveMs } = callBudgetOf(callsPerSecond);

    expect({
      most: mostCallsInASecond(callsPerSecond),
      atOnce: Math.ceil(creditMs / stepMs),
      leftToTills: Math.ceil(reserveMs / stepMs),
      perSecondFor: Math.floor(1_000 / stepMs),
    }).toEqual(figures);
  });

  it("never makes a till wait so long that its mutation could not answer in two seconds", () => {
    const waits = everyRate.map((callsPerSecond) => callBudgetOf(callsPerSecond).longestWaitMs);

    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
  });
});
