import { sql } from "drizzle-orm";
import { bigint, boolean, text, timestamp } from "drizzle-orm/pg-core";

/** A moment in milliseconds, so that what is read back, a cursor too, is what was written. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** An amount in minor units; a safe integer. */
export const minorUnits = (name: string) => bigint(name, { mode: "number" });

/** Whose row it is: on every table, so that no query can forget it. */
export const owner = () => ({
  accountId: text("account_id").notNull(),
  livemode: boolean("livemode").notNull(),
});

/** Where it happened: on every row of the business. */
export const ownerAt = () => ({ ...owner(), locationId: text("location_id").notNull() });

/** `column in ('A', 'B')` for a CHECK, built from the domain's own array. */
export function isOneOf(column: { name: string }, values: readonly string[]) {
  const list = values.map((value) => `'${value}'`).join(", ");
  return sql.raw(`"${column.name}" in (${list})`);
}
