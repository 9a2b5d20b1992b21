import type { KeyActor } from "../auth/actor.js";
import { TillgraphError } from "../domain/errors.js";
import { authenticate } from "../use-cases/authenticate.js";
import type { Deps } from "../use-cases/deps.js";

/** Finds out who asks, by `Authorization: Bearer <api key>`. Throws UNAUTHENTICATED for no key or a wrong one. */
export async function authenticateHeader(deps: Deps, header: unknown): Promise<KeyActor> {
  const apiKey = findBearerKey(header);
  if (apiKey === undefined) {
    throw new TillgraphError("UNAUTHENTICATED", "An API key is needed: Authorization: Bearer <api key>.");
  }
  return authenticate(deps, apiKey);
}

/** The key alone: however many blanks stand before it, it is the same key. */
export function findBearerKey(header: unknown): string | undefined {
  return typeof header === "string" ? /^Bearer +(\S+)$/i.exec(header)?.[1] : undefined;
}
