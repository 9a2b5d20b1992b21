import { listApiKeys as listApiKeyRows } from "../db/api-keys.js";
import type { ApiKey } from "../domain/api-key.js";
import type { Deps } from "./deps.js";

/** More keys than a chain of shops has tills; the newest come first. */
const MAX_KEYS = 1_000;

/** The account's keys, the newest first, revoked and expired ones too. The keys themselves are known to nobody. */
export function listApiKeys({ db, account }: Pick<Deps, "db" | "account">): Promise<ApiKey[]> {
  return listApiKeyRows(db, { accountId: account.id, limit: MAX_KEYS });
}
