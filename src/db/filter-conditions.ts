import { and, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { AmountRange, TimeRange } from "../domain/filters.js";

type Maybe<T> = T | null | undefined;

/** One parameter however long the list is, so that one prepared statement serves every length. Nothing is in an empty list. */
export function isIn(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${toArrayLiteral(values)}::text[])`;
}

/** Postgres' own way to write an array as text; every value quoted, so that none is read as anything but itself. */
function toArrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** A filter that is absent holds for every row. */
export function isAmong(column: PgColumn, values: Maybe<readonly string[]>): SQL | undefined {
  return values == null ? undefined : isIn(column, values);
}

export function isEqual(column: PgColumn, value: Maybe<string>): SQL | undefined {
  return value == null ? undefined : eq(column, value);
}

/** From the first moment on, up to but not including the last. */
export function isWithin(column: PgColumn, range: Maybe<TimeRange>): SQL | undefined {
  if (range == null) return undefined;
  return and(
    range.from == null ? undefined : gte(column, range.from),
    range.to == null ? undefined : lt(column, range.to),
  );
}

export function isBetween(column: PgColumn, range: Maybe<AmountRange>): SQL | undefined {
  if (range == null) return undefined;
  return and(
    range.min == null ? undefined : gte(column, range.min),
    range.max == null ? undefined : lte(column, range.max),
  );
}
