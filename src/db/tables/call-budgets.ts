import { pgTable, primaryKey, timestamp } from "drizzle-orm/pg-core";
import { owner } from "./columns.js";

/**
 * The line in which calls to Stripe stand: one row for an account and a mode, on its own since the account's row is
 * locked by every feed. Unlogged (see its migration): a place in line is worth nothing after a crash.
 */
export const callBudgets = pgTable(
  "call_budgets",
  {
    ...owner(),
    /** When the next call may begin; in the past where nobody stands in line. To the microsecond: roundings add up. */
    lineEndsAt: timestamp("line_ends_at", { withTimezone: true }).notNull(),
    /** When the last one asked. */
    askedAt: timestamp("asked_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ name: "call_budgets_key", columns: [table.accountId, table.livemode] })],
);
