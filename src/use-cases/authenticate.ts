import type { KeyActor } from "../auth/actor.js";
import { hashApiKey } from "../auth/api-key.js";
import { findApiKey } from "../db/api-keys.js";
import { TillgraphError } from "../domain/errors.js";
import type { Deps } from "./deps.js";

/** Who a key belongs to. A wrong, expired or revoked one is UNAUTHENTICATED, and none is told from another. */
export async function authenticate(deps: Deps, apiKey: string): Promise<KeyActor> {
  const key = await findApiKey(deps.db, hashApiKey(apiKey));
  const isOver = key?.expiresAt != null && key.expiresAt <= deps.clock.now();
  if (key === undefined || isOver || key.revokedAt !== null || key.accountId !== deps.account.id) {
    throw new TillgraphError("UNAUTHENTICATED", "A valid API key is needed: Authorization: Bearer <key>.");
  }
  return { type: "key", keyId: key.id, label: key.label, role: key.role, locationIds: key.locationIds };
}
