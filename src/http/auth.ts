import type { KeyActor } from "../auth/actor.js";
import { TillgraphError } from "../domain/errors.js";
import { authenticate } from "../use-cases/authenticate.js";
import type { Deps } from "../use-cases/deps.js";

/** Finds out who asks, by `Authorization: Bearer <api key>`. Throws UNAUTHENTICATED for no key or a wrong one. */
export async function authenticateHeader(deps: Deps, header: unknown): Promise<KeyActor> {
  return authenticate(deps, readBearerKey(header));
}

function readBearerKey(header: unknown): string {
  const apiKey = typeof header === "string" ? /^Bearer +(\S+)$/i.exec(header)?.[1] : undefined;
  if (apiKey === undefined) {
    throw new TillgraphError("UNAUTHENTICATED", "An API key is needed: Authorization: Bearer <api key>.");
  }
  return apiKey;
}
