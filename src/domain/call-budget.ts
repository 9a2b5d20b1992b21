/**
 * How calls to Stripe stand in line, so that all instances together stay within so many a second. Each call takes up
 * its step of the line; where the line has been idle, as many as fit into the credit go at once.
 */
export interface CallBudget {
  /** How much of the line one call takes up. */
  stepMs: number;
  /** How much idle time may be made up for at once. */
  creditMs: number;
  /** What jobs leave of the credit, for tills. */
  reserveMs: number;
  /** Nobody who stands in line waits longer: a mutation answers within two seconds, Stripe's own part included. */
  longestWaitMs: number;
}

/** What Stripe lets an account ask a second, reads and writes together (docs.stripe.com/rate-limits). */
export const STRIPE_CALLS_PER_SECOND = { live: 100, test: 25 } as const;

const SECOND_MS = 1_000;
/** A third of a second's calls may come at once, the rest is spread: no second begins more calls than its budget. */
const CREDIT_MS = 500;
const RESERVE_MS = 250;
const LONGEST_WAIT_MS = 500;

/**
 * Within any second begin at most `(a second + credit) / step` calls. A whole number of milliseconds, rounded up, since
 * the database keeps microseconds and a rounding down would add up.
 */
export function callBudgetOf(callsPerSecond: number): CallBudget {
  return {
    stepMs: Math.ceil((SECOND_MS + CREDIT_MS) / callsPerSecond),
    creditMs: CREDIT_MS,
    reserveMs: RESERVE_MS,
    longestWaitMs: LONGEST_WAIT_MS,
  };
}
