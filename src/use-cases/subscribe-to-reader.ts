import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { listLiveActionsOfReaders } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { NotFound } from "../domain/errors.js";
import type { Reader } from "../domain/reader.js";
import type { Deps } from "./deps.js";
import { follow } from "./shared/follow.js";

/**
 * A reader as it is now, and again whenever its status or what holds it changes. Changes that come close together may be
 * told as one: it is the state that counts.
 */
export async function subscribeToReader(deps: Deps, actor: Actor, readerId: string): Promise<AsyncIterable<Reader>> {
  requirePermission(actor, "reader");
  const reader = await findReader(deps.db, readerId);
  if (reader === undefined || !isAtLocation(actor, reader.locationId))
    throw new NotFound("reader", readerId, "readerId");
  return follow<Reader, string>({
    from: "",
    async readAfter(lastSeen) {
      const now = await readState(deps, readerId);
      return now === null || now.signature === lastSeen ? [] : [{ item: now.reader, cursor: now.signature }];
    },
    listen: (wake) => deps.notifications.on(readerId, wake),
  });
}

async function readState(deps: Deps, readerId: string): Promise<{ reader: Reader; signature: string } | null> {
  const [reader, [action]] = await Promise.all([
    findReader(deps.db, readerId),
    listLiveActionsOfReaders(deps.db, [readerId]),
  ]);
  if (reader === undefined) return null;
  const { lastSeenAt: _, ...shown } = reader;
  return {
    reader,
    signature: JSON.stringify([shown, action?.id ?? null, action?.state ?? null, action?.alert ?? null]),
  };
}
