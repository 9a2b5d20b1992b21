import { and, desc, eq, sql } from "drizzle-orm";
import type { ApiKey } from "../domain/api-key.js";
import type { Database, Queryable } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { apiKeys } from "./tables/api-keys.js";

/** Looks a key up by its hash; expired and revoked ones too. */
export async function findApiKey(db: Queryable, hash: string): Promise<ApiKey | undefined> {
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash));
  return key;
}

export async function insertApiKey(db: Database, key: ApiKey): Promise<void> {
  await db.insert(apiKeys).values(key).onConflictDoNothing();
}

export function listApiKeysByIds(db: Queryable, ids: readonly string[]): Promise<ApiKey[]> {
  return db.select().from(apiKeys).where(isIn(apiKeys.id, ids));
}

/** An account's keys, the newest first, revoked and expired ones too. */
export function listApiKeys(
  db: Queryable,
  { accountId, limit }: { accountId: string; limit: number },
): Promise<ApiKey[]> {
  return db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.accountId, accountId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit);
}

/** Ends a key and answers it; one that was revoked before keeps its moment. Undefined where there is none. */
export async function revokeApiKey(
  db: Database,
  { accountId, id, at }: { accountId: string; id: string; at: Date },
): Promise<ApiKey | undefined> {
  const [key] = await db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, id)))
    .returning();
  return key;
}
