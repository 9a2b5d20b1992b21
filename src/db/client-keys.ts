import { and, eq, isNull, lt, notExists, sql } from "drizzle-orm";
import type { Account } from "../domain/account.js";
import type { Database, Transaction } from "./client.js";
import { clientKeys } from "./tables/client-keys.js";
import { operations } from "./tables/operations.js";

/** A client's idempotency key and what it made: unique per account, mutation and key. */
export interface ClientKey {
  mutation: string;
  key: string;
  requestHash: string;
  entityId: string;
  operationId: string | null;
}

/**
 * Takes the key for this request, or answers the request that has it. Waits where another transaction is just taking
 * it, so that two requests with one key never both go on.
 */
export async function takeClientKey(
  tx: Transaction,
  account: Account,
  key: ClientKey & { at: Date },
): Promise<ClientKey | "taken"> {
  const { at, ...rest } = key;
  const where = and(
    eq(clientKeys.accountId, account.id),
    eq(clientKeys.mutation, key.mutation),
    eq(clientKeys.key, key.key),
  );
  // Goes round again only where an old key was forgotten between the two statements; what is there then is new.
  for (;;) {
    const inserted = await tx
      .insert(clientKeys)
      .values({ ...rest, accountId: account.id, livemode: account.livemode, createdAt: at })
      .onConflictDoNothing()
      .returning({ key: clientKeys.key });
    if (inserted.length === 1) return "taken";
    const [earlier] = await tx.select().from(clientKeys).where(where);
    if (earlier !== undefined) return earlier;
  }
}

/** Forgets some of the keys that were taken before then, and answers how many; never one whose request is under way. */
export async function deleteClientKeys(
  db: Database,
  { takenBefore, limit }: { takenBefore: Date; limit: number },
): Promise<number> {
  const underWay = db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.id, clientKeys.operationId), isNull(operations.closedAt)));
  const old = db
    .select({ row: sql`ctid` })
    .from(clientKeys)
    .where(and(lt(clientKeys.createdAt, takenBefore), notExists(underWay)))
    .limit(limit);
  const deleted = await db
    .delete(clientKeys)
    .where(sql`ctid in ${old}`)
    .returning({ key: clientKeys.key });
  return deleted.length;
}
