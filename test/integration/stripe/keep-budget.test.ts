import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shareCallBudget } from "../../../src/bootstrap/share-call-budget.js";
import { createSystemClock } from "../../../src/bootstrap/system-clock.js";
import { callBudgetOf } from "../../../src/domain/call-budget.js";
import type { CallPriority } from "../../../src/stripe/call-turns.js";
import { createStripeGateway } from "../../../src/stripe/create-stripe-gateway.js";
import type { StripeCalls } from "../../../src/stripe/gateway.js";
import { createMetrics } from "../../../src/telemetry/metrics.js";
import { createTestLogger } from "../../support/test-logger.js";
import { openTestStripe, type TestStripe } from "../../support/test-stripe.js";
import { until } from "../../support/till.js";
import { ACCOUNT, INSTANCES, useInstances } from "./use-instances.js";

const CALLS_PER_SECOND = 20;
/** What goes at once after a while without calls, and what jobs may have of it. */
const AT_ONCE = 7;
const JOBS_AT_ONCE = 4;
const IDLE_MS = 10_000;

describe("three gateways that share a budget", () => {
  const instances = useInstances(callBudgetOf(CALLS_PER_SECOND));
  let stripe: TestStripe;
  let gateways: Record<CallPriority, StripeCalls>[];
  let answered: CallPriority[];
  beforeEach(async () => {
    stripe = await openTestStripe();
    answered = [];
    const calls = createStripeGateway({ secretKey: "sk_test_budget", apiBase: stripe.apiBase });
    const { logger } = createTestLogger();
    const deps = { account: ACCOUNT, clock: createSystemClock(Date.now), logger, metrics: createMetrics() };
    gateways = Array.from({ length: INSTANCES }, (_, index) =>
      shareCallBudget({ ...deps, db: instances.at(index).db }, calls, CALLS_PER_SECOND),
    );
  });
  afterEach(() => stripe.close());

  const call = async (index: number, priority: CallPriority) => {
    const result = await gateways[index % INSTANCES]?.[priority].readAccount();
    answered.push(priority);
    return result?.outcome;
  };
  const calls = (count: number, priority: CallPriority) =>
    Promise.all(Array.from({ length: count }, (_, index) => call(index, priority)));
  const untilAnswered = (count: number) =>
    until(
      async () => answered.length,
      (length) => length === count,
    );

  it("make a till's call at once while jobs' calls wait, and those when there is room again", async () => {
    await instances.pass(IDLE_MS);
    const ofJobs = calls(10, "job");
    await untilAnswered(JOBS_AT_ONCE);

    await calls(AT_ONCE - JOBS_AT_ONCE, "till");
    const whileScarce = [...answered];
    await instances.pass(IDLE_MS);
    await untilAnswered(AT_ONCE + JOBS_AT_ONCE);
    await instances.pass(IDLE_MS);

    expect(whileScarce).toEqual(["job", "job", "job", "job", "till", "till", "till"]);
    expect(new Set(await ofJobs)).toEqual(new Set(["Found"]));
  });

  it("make a call whose budget can't be read", async () => {
    await instances.at(0).sql`drop table call_budgets`;

    const outcomes = [await call(0, "till"), await call(0, "job")];

    expect(outcomes).toEqual(["Found", "Found"]);
  });
});
