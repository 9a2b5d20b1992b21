import { revokeApiKey as revokeApiKeyRow } from "../db/api-keys.js";
import type { ApiKey } from "../domain/api-key.js";
import { NotFound } from "../domain/errors.js";
import type { Deps } from "./deps.js";

/** Ends a key: the next request with it is refused, on every instance. A second time changes nothing. */
export async function revokeApiKey(
  { db, account, clock }: Pick<Deps, "db" | "account" | "clock">,
  id: string,
): Promise<ApiKey> {
  const key = await revokeApiKeyRow(db, { accountId: account.id, id, at: clock.now() });
  if (key === undefined) throw new NotFound("API key", id);
  return key;
}
