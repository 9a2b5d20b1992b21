import type { Actor } from "../auth/actor.js";
import { requirePermission, visibleLocationIds } from "../auth/policy.js";
import { listReaders as listReaderRows } from "../db/readers.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Reader } from "../domain/reader.js";
import type { Deps } from "./deps.js";

/** A page of the readers of a location, or of all that the actor may see. */
export async function listReaders(
  deps: Deps,
  actor: Actor,
  { locationId, page }: { locationId: string | null; page: PageRequest },
): Promise<Page<Reader>> {
  requirePermission(actor, "reader");
  const locationIds = visibleLocationIds(actor);
  return listReaderRows(deps.db, { accountId: deps.account.id, locationId, locationIds, page });
}
