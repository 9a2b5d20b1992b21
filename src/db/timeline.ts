import { and, desc, eq, gt } from "drizzle-orm";
import type { Order } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { TimelineDraft, TimelineEntry } from "../domain/timeline.js";
import type { Queryable, Transaction } from "./client.js";
import { readPages } from "./read-pages.js";
import { timeline } from "./tables/timeline.js";

export interface TimelineSource {
  actor: string;
  at: Date;
  stripeRequestId?: string | null;
  stripeEventId?: string | null;
}

/** Appends to an order's history behind its `sequence`, which the caller moves on. The order's row must be locked. */
export async function insertTimeline(
  tx: Transaction,
  { order, drafts, source }: { order: Order; drafts: readonly TimelineDraft[]; source: TimelineSource },
): Promise<void> {
  if (drafts.length === 0) return;
  await tx.insert(timeline).values(
    drafts.map((draft, index) => ({
      accountId: order.accountId,
      locationId: order.locationId,
      livemode: order.livemode,
      orderId: order.id,
      sequence: order.sequence + 1 + index,
      paymentId: draft.paymentId,
      at: source.at,
      type: draft.type,
      actor: source.actor,
      data: draft.data,
      stripeRequestId: source.stripeRequestId ?? null,
      stripeEventId: source.stripeEventId ?? null,
    })),
  );
}

/** An order's history after a sequence, oldest first. */
export async function listTimelineAfter(
  db: Queryable,
  { orderId, afterSequence, limit }: { orderId: string; afterSequence: number; limit: number },
): Promise<TimelineEntry[]> {
  const rows = await db
    .select()
    .from(timeline)
    .where(and(eq(timeline.orderId, orderId), gt(timeline.sequence, afterSequence)))
    .orderBy(timeline.sequence)
    .limit(limit);
  return rows as TimelineEntry[];
}

/** What a person can read; a payment rarely has a tenth of it. */
const EXPLAINED_ENTRIES = 500;

/** A payment's own history, oldest first, cut to the latest entries. */
export async function listTimelineOfPayment(db: Queryable, paymentId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .select()
    .from(timeline)
    .where(eq(timeline.paymentId, paymentId))
    .orderBy(desc(timeline.id))
    .limit(EXPLAINED_ENTRIES);
  return (rows as TimelineEntry[]).toReversed();
}

/** Of each order a page of its history, oldest first, in the order of the ids. */
export function listTimelinePagesOfOrders(
  db: Queryable,
  query: { orderIds: readonly string[]; page: PageRequest },
): Promise<Page<TimelineEntry>[]> {
  const order = { name: "SEQUENCE", column: timeline.sequence, id: timeline.orderId, descending: false };
  return readPages(db, { table: timeline, owner: timeline.orderId, ownerIds: query.orderIds, page: query.page, order });
}
