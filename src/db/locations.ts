import { and, eq } from "drizzle-orm";
import type { Location } from "../domain/location.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Queryable, Transaction } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { readPage } from "./read-page.js";
import { locations } from "./tables/locations.js";

export async function findLocation(db: Queryable, id: string): Promise<Location | undefined> {
  const [location] = await db.select().from(locations).where(eq(locations.id, id));
  return location;
}

export function listLocationsByIds(db: Queryable, ids: readonly string[]): Promise<Location[]> {
  return db.select().from(locations).where(isIn(locations.id, ids));
}

export async function insertLocation(tx: Transaction, location: Location): Promise<void> {
  await tx.insert(locations).values(location).onConflictDoNothing();
}

/** An account's locations, newest first; only the given ones where a key is bound to some. */
export function listLocations(
  db: Queryable,
  query: { accountId: string; ids: readonly string[] | null; page: PageRequest },
): Promise<Page<Location>> {
  const where = and(
    eq(locations.accountId, query.accountId),
    query.ids === null ? undefined : isIn(locations.id, query.ids),
  );
  return readPage(db, {
    table: locations,
    where,
    page: query.page,
    order: { name: "CREATED_AT_DESC", column: locations.createdAt, id: locations.id, descending: true },
  });
}
