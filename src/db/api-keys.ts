import { eq } from "drizzle-orm";
import type { ApiKey } from "../domain/api-key.js";
import type { Database, Queryable } from "./client.js";
import { apiKeys } from "./tables/api-keys.js";

/** Looks a key up by its hash; expired and revoked ones too. */
export async function findApiKey(db: Queryable, hash: string): Promise<ApiKey | undefined> {
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash));
  return key;
}

export async function insertApiKey(db: Database, key: ApiKey): Promise<void> {
  await db.insert(apiKeys).values(key).onConflictDoNothing();
}
