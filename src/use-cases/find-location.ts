import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findLocation as findLocationRow } from "../db/locations.js";
import type { Location } from "../domain/location.js";
import type { Deps } from "./deps.js";

/** A location, or null where there is none or the key is for others. */
export async function findLocation(deps: Deps, actor: Actor, id: string): Promise<Location | null> {
  requirePermission(actor, "location");
  const location = await findLocationRow(deps.db, id);
  return location !== undefined && isAtLocation(actor, location.id) ? location : null;
}
