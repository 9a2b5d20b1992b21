import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findReader as findReaderRow } from "../db/readers.js";
import type { Reader } from "../domain/reader.js";
import type { Deps } from "./deps.js";

/** A reader, or null where there is none or the key is for other locations. */
export async function findReader(deps: Deps, actor: Actor, id: string): Promise<Reader | null> {
  requirePermission(actor, "reader");
  const reader = await findReaderRow(deps.db, id);
  return reader !== undefined && isAtLocation(actor, reader.locationId) ? reader : null;
}
