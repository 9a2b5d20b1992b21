import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

const FAR_WITHIN_MS = 5_000;

/** What holding rows needs to know: where they are, and what is to queue on them. */
export interface Race {
  databaseUrl: string;
  orderIds: readonly string[];
}

export interface Hold {
  databaseUrl: string;
  /** Takes the locks, which are let go when all calls have come as far as they come. */
  hold(tx: postgres.TransactionSql): Promise<unknown>;
}

/**
 * Holds the orders' rows, starts the calls one by one, each only when the one before waits for a lock, and then lets
 * go: all are past their reading and before their deciding. The first call is served first; once it has changed the row,
 * the others start anew in an order that is Postgres's choice.
 */
export function race<T>({ databaseUrl, orderIds }: Race, ...calls: Call<T>[]): Promise<PromiseSettledResult<T>[]> {
  const ids = `{${orderIds.join(",")}}`;
  const hold = (tx: postgres.TransactionSql) =>
    tx`select id from orders where id = any(${ids}::text[]) for no key update`;
  return raceAt({ databaseUrl, hold }, ...calls);
}

/** The same for other locks than those of orders. */
export function raceAt<T>(held: Hold, ...calls: Call<T>[]): Promise<PromiseSettledResult<T>[]> {
  return startWhileHeld(held, calls, ({ waiting, started }) => waiting >= started);
}

/** The same for calls of which each may wait for the lock or pass it by. */
export function tryWhileHeld<T>(held: Hold, ...calls: Call<T>[]): Promise<PromiseSettledResult<T>[]> {
  return startWhileHeld(held, calls, ({ waiting, settled, started }) => waiting + settled >= started);
}

type Call<T> = () => Promise<T>;

interface Progress {
  started: number;
  settled: number;
  /** Sessions of this database that wait for a lock. */
  waiting: number;
}

async function startWhileHeld<T>(
  { databaseUrl, hold }: Hold,
  calls: readonly Call<T>[],
  isFar: (progress: Progress) => boolean,
): Promise<PromiseSettledResult<T>[]> {
  const sql = postgres(databaseUrl, { max: 2, fetch_types: false, onnotice: () => undefined });
  try {
    const running: Promise<T>[] = [];
    let settled = 0;
    await sql.begin(async (tx) => {
      await hold(tx);
      for (const call of calls) {
        const started = call();
        void started.catch(() => undefined).then(() => (settled += 1));
        running.push(started);
        await untilFar(async () => isFar({ started: running.length, settled, waiting: await countWaiting(sql) }));
      }
    });
    return await Promise.allSettled(running);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function untilFar(isFar: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + FAR_WITHIN_MS;
  while (!(await isFar())) {
    if (Date.now() > deadline) throw new Error("the calls do not wait for the lock");
    await sleep(5);
  }
}

async function countWaiting(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}
