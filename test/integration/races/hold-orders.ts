import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

const QUEUED_WITHIN_MS = 5_000;

/** What holding rows needs to know: where they are, and what is to queue on them. */
export interface Race {
  databaseUrl: string;
  orderIds: readonly string[];
}

/**
 * Holds the orders' rows, starts the calls one by one, each only when the one before waits for a lock, and then lets
 * go: all are past their reading and before their deciding. The row's queue is first come, first served.
 */
export async function race<T>(
  { databaseUrl, orderIds }: Race,
  ...calls: (() => Promise<T>)[]
): Promise<PromiseSettledResult<T>[]> {
  const sql = postgres(databaseUrl, { max: 2, fetch_types: false, onnotice: () => undefined });
  try {
    const running: Promise<T>[] = [];
    await sql.begin(async (tx) => {
      await tx`select id from orders where id = any(${`{${orderIds.join(",")}}`}::text[]) for no key update`;
      for (const call of calls) {
        const started = call();
        started.catch(() => undefined);
        running.push(started);
        await untilWaiting(sql, running.length);
      }
    });
    return await Promise.allSettled(running);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function untilWaiting(sql: postgres.Sql, count: number): Promise<void> {
  const deadline = Date.now() + QUEUED_WITHIN_MS;
  for (;;) {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (row !== undefined && row.waiting >= count) return;
    if (Date.now() > deadline) throw new Error(`${row?.waiting} instead of ${count} calls wait for a lock`);
    await sleep(5);
  }
}
