import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { Order } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { TimelineDraft, TimelineEntry } from "../domain/timeline.js";
import type { Queryable, Transaction } from "./client.js";
import { readPages } from "./read-pages.js";
import { accounts } from "./tables/accounts.js";
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
  const feedSequence = await takeFeedPlaces(tx, order.accountId, drafts.length);
  await tx.insert(timeline).values(
    drafts.map((draft, index) => ({
      accountId: order.accountId,
      locationId: order.locationId,
      livemode: order.livemode,
      orderId: order.id,
      sequence: order.sequence + 1 + index,
      feedSequence: feedSequence + index,
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

/** An entry with its place in the feed of the whole account. */
export interface FeedEntry extends TimelineEntry {
  feedSequence: number;
  locationId: string;
}

/** What happened in the account after a place in its feed, oldest first. */
export async function listFeedAfter(
  db: Queryable,
  { accountId, afterSequence, limit }: { accountId: string; afterSequence: number; limit: number },
): Promise<FeedEntry[]> {
  const rows = await db
    .select()
    .from(timeline)
    .where(and(eq(timeline.accountId, accountId), gt(timeline.feedSequence, afterSequence)))
    .orderBy(timeline.feedSequence)
    .limit(limit);
  return rows as FeedEntry[];
}

/** Where the account's feed ends now. */
export async function readFeedEnd(db: Queryable, accountId: string): Promise<number> {
  const [account] = await db.select({ end: accounts.feedSequence }).from(accounts).where(eq(accounts.id, accountId));
  return account?.end ?? 0;
}

/** Takes the next places; the account's row stays locked until the commit, so that the feed has them in that order. */
async function takeFeedPlaces(tx: Transaction, accountId: string, count: number): Promise<number> {
  const [account] = await tx
    .update(accounts)
    .set({ feedSequence: sql`${accounts.feedSequence} + ${count}` })
    .where(eq(accounts.id, accountId))
    .returning({ end: accounts.feedSequence });
  if (account === undefined) throw new Error(`no account ${accountId}`);
  return account.end - count + 1;
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

/** Whether a payment's history has an entry of this type about that operation or action. */
export async function isTold(
  tx: Transaction,
  { type, paymentId, about }: { type: string; paymentId: string; about: { name: string; id: string } },
): Promise<boolean> {
  const isAbout = sql`${timeline.data} ->> ${about.name} = ${about.id}`;
  const rows = await tx
    .select({ id: timeline.id })
    .from(timeline)
    .where(and(eq(timeline.paymentId, paymentId), eq(timeline.type, type), isAbout))
    .limit(1);
  return rows.length > 0;
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
