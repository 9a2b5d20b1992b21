import type { KeyActor } from "../auth/actor.js";
import type { Deps } from "../use-cases/deps.js";
import { authenticateHeader } from "./auth.js";

/** How long a running subscription goes by what was found out last: a burst of events asks the database once. */
const RECHECK_AFTER_MS = 1_000;

/** The key that a socket came with. It may be revoked or expire while the socket stays open. */
export interface SocketKey {
  /** Who it belongs to now. Throws UNAUTHENTICATED when it is no longer good. */
  check(): Promise<KeyActor>;
  /** The same, not asked anew within a second. */
  recheck(): Promise<KeyActor>;
}

export function createSocketKey(deps: Deps, header: unknown): SocketKey {
  let last: { at: number; actor: Promise<KeyActor> } | undefined;
  const check = () => {
    last = { at: deps.clock.now().getTime(), actor: authenticateHeader(deps, header) };
    return last.actor;
  };
  const isFresh = (at: number) => deps.clock.now().getTime() - at < RECHECK_AFTER_MS;
  return { check, recheck: () => (last !== undefined && isFresh(last.at) ? last.actor : check()) };
}
