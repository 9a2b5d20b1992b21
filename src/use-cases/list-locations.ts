import type { Actor } from "../auth/actor.js";
import { requirePermission, visibleLocationIds } from "../auth/policy.js";
import { listLocations as listLocationRows } from "../db/locations.js";
import type { Location } from "../domain/location.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Deps } from "./deps.js";

/** A page of the locations that the actor may see. */
export async function listLocations(
  deps: Deps,
  actor: Actor,
  { page }: { page: PageRequest },
): Promise<Page<Location>> {
  requirePermission(actor, "location");
  return listLocationRows(deps.db, { accountId: deps.account.id, ids: visibleLocationIds(actor), page });
}
