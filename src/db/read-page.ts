import { and, asc, desc, getTableName, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { BadInput } from "../domain/errors.js";
import { isKeepableText } from "../domain/is-keepable-text.js";
import { MAX_COUNTED, type Page, type PageRequest } from "../domain/page.js";
import type { Queryable } from "./client.js";

/** By what a list is sorted: a column and the id that breaks its ties. An index has the same columns in the same order. */
export interface PageOrder {
  /** Part of the cursor, together with the table's name, so that one of another list is refused. */
  name: string;
  column: PgColumn;
  id: PgColumn;
  descending: boolean;
}

/** The rows of the table are the domain objects of the page. */
export interface PageQuery {
  table: PgTable;
  where: SQL | undefined;
  page: PageRequest;
  order: PageOrder;
}

/**
 * One page of a list by keyset: `(column, id) < ($1, $2)` reads an index from where the last page ended, so that any
 * depth costs the same (measured at 1,000,000 rows: 0.02 ms; the OR form 86 ms, OFFSET 128 ms).
 */
export async function readPage<T>(db: Queryable, query: PageQuery): Promise<Page<T>> {
  const { page, order } = query;
  const forward = order.descending === page.fromEnd ? asc : desc;
  const where = and(
    query.where,
    beyond(order, { field: "after", cursor: page.after }, order.descending),
    beyond(order, { field: "before", cursor: page.before }, !order.descending),
  );
  // One row more than asked for tells whether there is a next page.
  const rows = await db
    .select()
    .from(query.table)
    .where(where)
    .orderBy(forward(order.column), forward(order.id))
    .limit(page.limit + 1);
  return toPage(rows, query, page.countTotal ? await countUpTo(db, query) : null);
}

/** Rows as they were read, one more than asked for where there are more, in the order of reading. */
export function toPage<T>(
  rows: readonly Record<string, unknown>[],
  { page, order }: Pick<PageQuery, "page" | "order">,
  totalCount: number | null,
): Page<T> {
  const hasMore = rows.length > page.limit;
  const read = rows.slice(0, page.limit);
  const shown = page.fromEnd ? read.toReversed() : read;
  return {
    items: shown.map((row) => ({ node: row as T, cursor: toCursor(order, row) })),
    hasNextPage: page.before !== null || (!page.fromEnd && hasMore),
    hasPreviousPage: page.after !== null || (page.fromEnd && hasMore),
    totalCount,
  };
}

/** Counts no further than a client can use: a full count would read the table. */
async function countUpTo(db: Queryable, query: PageQuery): Promise<number | null> {
  const some = db
    .select({ one: sql`1` })
    .from(query.table)
    .where(query.where)
    .limit(MAX_COUNTED + 1)
    .as("some");
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return row === undefined || row.count > MAX_COUNTED ? null : row.count;
}

interface Bound {
  field: "after" | "before";
  cursor: string | null;
}

function beyond(order: PageOrder, { field, cursor }: Bound, descending: boolean): SQL | undefined {
  if (cursor === null) return undefined;
  const { value, id } = fromCursor(order, field, cursor);
  const key = sql`(${sql.param(value, order.column)}, ${id})`;
  return descending ? sql`(${order.column}, ${order.id}) < ${key}` : sql`(${order.column}, ${order.id}) > ${key}`;
}

function toCursor(order: PageOrder, row: Record<string, unknown>): string {
  const value = row[propertyOf(order.column)];
  const written = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(JSON.stringify([listName(order), written, row[propertyOf(order.id)]])).toString("base64url");
}

function listName(order: PageOrder): string {
  return `${getTableName(order.column.table)}.${order.name}`;
}

/** Reads a cursor back. Throws BAD_USER_INPUT for one that is malformed or of a list in another order. */
function fromCursor(order: PageOrder, field: string, cursor: string): { value: unknown; id: string } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parsed) || parsed.length !== 3) throw new Error("not three parts");
    const [name, written, id] = parsed as unknown[];
    if (name !== listName(order) || typeof id !== "string") throw new Error("of another list");
    if (!isKeepableText(id)) throw new Error("no text that Postgres knows");
    return { value: toColumnValue(order.column, written), id };
  } catch {
    throw new BadInput(field, "That cursor is not of this list.");
  }
}

function toColumnValue(column: PgColumn, written: unknown): unknown {
  if (column.dataType === "date" && typeof written === "string") {
    const at = new Date(written);
    // Never before 1970 where we wrote it; a year of five digits is written with a sign, which Postgres can't read.
    if (at.getTime() >= 0 && !at.toISOString().startsWith("+")) return at;
  } else if (column.dataType === "number" && Number.isSafeInteger(written)) {
    return written;
  }
  throw new Error("a value of another kind");
}

/** The property under which Drizzle answers a column: snake_case in the database, camelCase in the row. */
function propertyOf(column: PgColumn): string {
  return column.name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
