import type { Actor } from "../auth/actor.js";
import { requireLocation, requirePermission, visibleLocationIds } from "../auth/policy.js";
import { type FeedEntry, listFeedAfter, readFeedEnd } from "../db/timeline.js";
import { BadInput } from "../domain/errors.js";
import type { TimelineType } from "../domain/timeline.js";
import type { Deps } from "./deps.js";
import { follow } from "./shared/follow.js";

export interface PaymentEventItem {
  cursor: string;
  at: Date;
  type: TimelineType;
  paymentId: string;
}

const BATCH = 200;
const CURSOR = /^feed:(\d{1,15})$/;

/**
 * What happens to the payments of all locations or some, after a cursor or from now on, in the order in which it was
 * committed.
 */
export async function subscribeToPaymentEvents(
  deps: Deps,
  actor: Actor,
  { locationIds, afterCursor }: { locationIds: readonly string[] | null; afterCursor: string | null },
): Promise<AsyncIterable<PaymentEventItem>> {
  requirePermission(actor, "paymentEvents");
  for (const locationId of locationIds ?? []) requireLocation(actor, locationId);
  const isWanted = isOneOf(locationIds ?? visibleLocationIds(actor));
  const accountId = deps.account.id;
  const end = await readFeedEnd(deps.db, accountId);
  return follow<PaymentEventItem, number>({
    from: afterCursor === null ? end : readCursor(afterCursor, end),
    async readAfter(afterSequence) {
      const entries = await listFeedAfter(deps.db, { accountId, afterSequence, limit: BATCH });
      return entries.map((entry) => ({ item: isWanted(entry) ? toItem(entry) : null, cursor: entry.feedSequence }));
    },
    listen: (wake) => deps.notifications.on(accountId, wake),
  });
}

function isOneOf(locationIds: readonly string[] | null): (entry: FeedEntry) => boolean {
  return ({ locationId }) => locationIds === null || locationIds.includes(locationId);
}

function toItem({ feedSequence, at, type, paymentId }: FeedEntry): PaymentEventItem | null {
  return paymentId === null ? null : { cursor: writeCursor(feedSequence), at, type, paymentId };
}

/** Opaque to clients. */
function writeCursor(sequence: number): string {
  return Buffer.from(`feed:${sequence}`).toString("base64url");
}

function readCursor(cursor: string, end: number): number {
  const [, sequence] = CURSOR.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (sequence === undefined || writeCursor(Number(sequence)) !== cursor || Number(sequence) > end)
    throw new BadInput("afterCursor", "afterCursor is the `cursor` of an event of this feed.");
  return Number(sequence);
}
