import { type SQL, sql } from "drizzle-orm";
import type { Account } from "../domain/account.js";
import type { CallBudget } from "../domain/call-budget.js";
import type { Database } from "./client.js";
import { databaseNow, databaseTimeIn } from "./database-time.js";
import { callBudgets } from "./tables/call-budgets.js";

type Owner = Pick<Account, "id" | "livemode">;

/** Takes the next place in line for a call to Stripe, and answers in how many milliseconds it may begin. */
export async function takeTurn(db: Database, account: Owner, budget: CallBudget): Promise<number> {
  const [waitMs] = await take(db, { account, budget });
  if (waitMs === undefined) throw new Error("no place in line was written down");
  return waitMs;
}

/** Takes a place in line that comes at once and leaves tills their reserve; false where there is none. */
export async function takeSpareTurn(db: Database, account: Owner, budget: CallBudget): Promise<boolean> {
  const onlyWhere = sql`${callBudgets.lineEndsAt} <= ${asked} - ${interval(budget.reserveMs)}`;
  return (await take(db, { account, budget, onlyWhere })).length === 1;
}

/** When this statement asked, read once: the clock goes on while it waits for the row. */
const asked: SQL = sql.raw("excluded.asked_at");

/**
 * One statement, so that the row is locked no longer than it takes. The first call finds no row and no credit: after a
 * crash nobody knows how many calls there were just before.
 */
async function take(
  db: Database,
  { account, budget, onlyWhere }: { account: Owner; budget: CallBudget; onlyWhere?: SQL },
): Promise<number[]> {
  const step = interval(budget.stepMs);
  const idleSince = sql`${asked} - ${interval(budget.creditMs)}`;
  const atTheLatest = sql`${asked} + ${interval(budget.longestWaitMs)}`;
  const turn = sql`least(greatest(${callBudgets.lineEndsAt}, ${idleSince}), ${atTheLatest})`;
  const rows = await db
    .insert(callBudgets)
    .values({
      accountId: account.id,
      livemode: account.livemode,
      askedAt: databaseNow,
      lineEndsAt: databaseTimeIn(budget.stepMs),
    })
    .onConflictDoUpdate({
      target: [callBudgets.accountId, callBudgets.livemode],
      set: { askedAt: asked, lineEndsAt: sql`${turn} + ${step}` },
      ...(onlyWhere === undefined ? {} : { setWhere: onlyWhere }),
    })
    .returning({
      waitMs: sql<string>`extract(epoch from ${callBudgets.lineEndsAt} - ${step} - ${callBudgets.askedAt}) * 1000`,
    });
  return rows.map(({ waitMs }) => Math.max(0, Number(waitMs)));
}

function interval(ms: number): SQL {
  return sql`${ms} * interval '1 millisecond'`;
}
