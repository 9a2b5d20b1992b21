import { hashApiKey, toApiKey } from "../auth/api-key.js";
import { insertApiKey } from "../db/api-keys.js";
import type { ApiKey } from "../domain/api-key.js";
import type { Role } from "../domain/role.js";
import type { Deps } from "./deps.js";

export interface NewApiKey {
  label: string;
  role: Role;
  locationIds?: string[] | null;
  expiresAt?: Date | null;
}

type KeyDeps = Pick<Deps, "db" | "account" | "clock" | "newId"> & { newSecret: () => string };

/** Makes a key and answers it: the only time it is seen, since only its hash is kept. */
export async function createApiKey(deps: KeyDeps, input: NewApiKey): Promise<{ apiKey: ApiKey; key: string }> {
  const key = toApiKey(input.role, deps.newSecret());
  const apiKey: ApiKey = {
    id: deps.newId("apiKey"),
    accountId: deps.account.id,
    livemode: deps.account.livemode,
    label: input.label,
    role: input.role,
    hash: hashApiKey(key),
    locationIds: input.locationIds ?? null,
    createdAt: deps.clock.now(),
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
  await insertApiKey(deps.db, apiKey);
  return { apiKey, key };
}
