import { takeSpareTurn, takeTurn } from "../db/call-budgets.js";
import type { Database } from "../db/client.js";
import type { Account } from "../domain/account.js";
import { callBudgetOf } from "../domain/call-budget.js";
import type { Clock } from "../domain/clock.js";
import { type CallPriority, createCallTurns } from "../stripe/call-turns.js";
import type { StripeCalls } from "../stripe/gateway.js";
import { keepBudget } from "../stripe/keep-budget.js";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";

interface Deps {
  db: Database;
  account: Account;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}

/** The same calls for tills and for jobs, within what all instances may ask Stripe a second; null for no bound. */
export function shareCallBudget(
  { db, account, ...deps }: Deps,
  calls: StripeCalls,
  callsPerSecond: number | null,
): Record<CallPriority, StripeCalls> {
  if (callsPerSecond === null) return { till: calls, job: calls };
  const budget = callBudgetOf(callsPerSecond);
  const awaitTurn = createCallTurns({
    ...deps,
    line: {
      takeTurn: () => takeTurn(db, account, budget),
      takeSpareTurn: () => takeSpareTurn(db, account, budget),
    },
    longestWaitMs: budget.longestWaitMs,
  });
  return { till: keepBudget(calls, awaitTurn, "till"), job: keepBudget(calls, awaitTurn, "job") };
}
