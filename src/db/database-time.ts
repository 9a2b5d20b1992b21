import { type SQL, sql } from "drizzle-orm";

/** The database's own time, for leases and queues: instances whose clocks differ still agree on it. */
export const databaseNow: SQL<Date> = sql<Date>`tillgraph_now()`;

export function databaseTimeIn(ms: number): SQL<Date> {
  return sql<Date>`tillgraph_now() + ${ms} * interval '1 millisecond'`;
}
