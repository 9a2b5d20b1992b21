import { asc, desc, eq, getTableColumns, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Page } from "../domain/page.js";
import type { Queryable } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { type PageQuery, readPage, toPage } from "./read-page.js";

export interface PagesQuery extends Omit<PageQuery, "where"> {
  /** The column that names whose list a row is in. */
  owner: PgColumn;
  ownerIds: readonly string[];
}

/**
 * Of each owner a page of its own list, in the order of the ids: the children of a page of parents in one query instead
 * of one each. Where a cursor or a count is asked for, which is an owner's own, they are read one by one.
 */
export async function readPages<T>(db: Queryable, query: PagesQuery): Promise<Page<T>[]> {
  const { page, owner, ownerIds } = query;
  const isOwn = page.after !== null || page.before !== null || page.countTotal;
  if (isOwn || ownerIds.length === 1) {
    return Promise.all(ownerIds.map((id) => readPage<T>(db, { ...query, where: eq(owner, id) })));
  }
  const rows = await readRanked(db, query);
  return ownerIds.map((id) => toPage<T>(rows.get(id) ?? [], query, null));
}

async function readRanked(db: Queryable, query: PagesQuery): Promise<Map<string, Record<string, unknown>[]>> {
  const { page, order, owner } = query;
  const way = order.descending === page.fromEnd ? asc : desc;
  const rank: SQL<number> = sql`row_number() over (partition by ${owner} order by ${way(order.column)}, ${way(order.id)})`;
  const ranked = db
    .select({ ...getTableColumns(query.table), ownerId: sql<string>`${owner}`.as("owner_id"), rank: rank.as("rank") })
    .from(query.table)
    .where(isIn(owner, query.ownerIds))
    .as("ranked");
  const rows = await db
    .select()
    .from(ranked)
    .where(lte(ranked.rank, page.limit + 1))
    .orderBy(ranked.ownerId, ranked.rank);
  const byOwner = new Map<string, Record<string, unknown>[]>();
  for (const { ownerId, rank: _, ...row } of rows) byOwner.set(ownerId, [...(byOwner.get(ownerId) ?? []), row]);
  return byOwner;
}
