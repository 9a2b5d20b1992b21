import type { TableName, Tables } from "./tables.js";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keys are pruned after a day at the earliest, events can be listed for thirty (facts 8, 9). */
export const KEYS_KEPT_MS = DAY_MS;
const EVENTS_KEPT_MS = 30 * DAY_MS;

export function staleRows(tables: Tables, nowMs: number): (readonly [TableName, string])[] {
  const stale: (readonly [TableName, string])[] = [];
  for (const { id, createdAtMs } of tables.idempotency.all()) {
    if (nowMs - createdAtMs >= KEYS_KEPT_MS) stale.push(["idempotency", id]);
  }
  for (const { id, created } of tables.events.all()) {
    if (nowMs - created * 1000 > EVENTS_KEPT_MS) stale.push(["events", id]);
  }
  return stale;
}
