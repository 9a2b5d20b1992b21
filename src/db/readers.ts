import { and, eq, ne, sql } from "drizzle-orm";
import type { Page, PageRequest } from "../domain/page.js";
import type { Reader } from "../domain/reader.js";
import type { ReaderSnapshot } from "../domain/snapshots.js";
import type { Queryable, Transaction } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { CHANGES_CHANNEL } from "./notifications.js";
import { readPage } from "./read-page.js";
import { readers } from "./tables/readers.js";

export async function findReader(db: Queryable, id: string): Promise<Reader | undefined> {
  const [reader] = await db.select().from(readers).where(eq(readers.id, id));
  return reader;
}

export function listReadersByIds(db: Queryable, ids: readonly string[]): Promise<Reader[]> {
  return db.select().from(readers).where(isIn(readers.id, ids));
}

export async function insertReader(tx: Transaction, reader: Reader): Promise<void> {
  await tx.insert(readers).values(reader).onConflictDoNothing();
}

/** Keeps what Stripe last said of a reader, for people to see. Nothing decides by it: answers may come out of order. */
export async function updateReaderSeen(db: Queryable, { id, status, lastSeenAt }: ReaderSnapshot): Promise<void> {
  const isIt = eq(readers.stripeReaderId, id);
  const turned = await db
    .update(readers)
    .set({ status, lastSeenAt })
    .where(and(isIt, ne(readers.status, status)))
    .returning({ id: readers.id });
  if (turned.length === 0) await db.update(readers).set({ lastSeenAt }).where(isIt);
  for (const reader of turned) await db.execute(sql`select pg_notify(${CHANGES_CHANNEL}, ${reader.id})`);
}

export interface ReaderQuery {
  accountId: string;
  locationId: string | null;
  /** The locations a key is bound to, or null for all. */
  locationIds: readonly string[] | null;
  page: PageRequest;
}

/** Readers of a location or of all, newest first. */
export function listReaders(db: Queryable, query: ReaderQuery): Promise<Page<Reader>> {
  const where = and(
    eq(readers.accountId, query.accountId),
    query.locationId === null ? undefined : eq(readers.locationId, query.locationId),
    query.locationIds === null ? undefined : isIn(readers.locationId, query.locationIds),
  );
  const order = { name: "CREATED_AT_DESC", column: readers.createdAt, id: readers.id, descending: true };
  return readPage(db, { table: readers, where, page: query.page, order });
}
