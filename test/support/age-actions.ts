import postgres from "postgres";
import type { TestShop } from "./test-shop.js";

/** Every live action began that much earlier: long enough ago that a lost command would have arrived. */
export async function ageActions(shop: Pick<TestShop, "databaseUrl">): Promise<void> {
  const sql = postgres(shop.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  await sql`
    update reader_actions set started_at = started_at - interval '6 seconds', unknown_since = unknown_since - interval '6 seconds'
    where ended_at is null`;
  await sql.end({ timeout: 1 });
}
