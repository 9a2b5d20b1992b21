import { and, count, eq, inArray, lte, min, sql } from "drizzle-orm";
import type { InboxEvent } from "../domain/inbox-event.js";
import type { Database, Queryable } from "./client.js";
import { databaseNow, databaseTimeIn } from "./database-time.js";
import { webhookInbox } from "./tables/webhook-inbox.js";

/** Literals: as `$1` a generic plan could not use a partial index. */
const isPending = sql`${webhookInbox.state} = 'PENDING'`;
const isDead = sql`${webhookInbox.state} = 'DEAD'`;

/** Stores an event once; the same one again changes nothing. */
export async function insertInboxEvent(db: Database, event: InboxEvent): Promise<void> {
  await db
    .insert(webhookInbox)
    .values({ ...event, nextAttemptAt: databaseNow })
    .onConflictDoNothing();
}

/** Takes up events that are due and hides them for a while, so that one that fails does not hold up the next. */
export async function claimInboxEvents(
  db: Database,
  { hideMs, limit }: { hideMs: number; limit: number },
): Promise<InboxEvent[]> {
  const due = db
    .select({ id: webhookInbox.id })
    .from(webhookInbox)
    .where(and(isPending, lte(webhookInbox.nextAttemptAt, databaseNow)))
    .orderBy(webhookInbox.nextAttemptAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(webhookInbox)
    .set({ nextAttemptAt: databaseTimeIn(hideMs) })
    .where(inArray(webhookInbox.id, due))
    .returning();
}

export async function markInboxEventDone(db: Database, id: string, at: Date): Promise<void> {
  await db.update(webhookInbox).set({ state: "DONE", doneAt: at }).where(eq(webhookInbox.id, id));
}

/** Puts an event off that nothing is wrong with: it keeps the tries it has. */
export async function putOffInboxEvent(
  db: Database,
  event: InboxEvent,
  { reason, retryInMs }: { reason: string; retryInMs: number },
): Promise<void> {
  await db
    .update(webhookInbox)
    .set({ lastError: reason, nextAttemptAt: databaseTimeIn(retryInMs) })
    .where(eq(webhookInbox.id, event.id));
}

/** Puts a failed event off, or lays it aside where it was tried too often. */
export async function markInboxEventFailed(
  db: Database,
  event: InboxEvent,
  failure: { lastError: string; retryInMs: number; isDead: boolean },
): Promise<void> {
  await db
    .update(webhookInbox)
    .set({
      state: failure.isDead ? "DEAD" : "PENDING",
      attempts: event.attempts + 1,
      lastError: failure.lastError,
      nextAttemptAt: databaseTimeIn(failure.retryInMs),
    })
    .where(eq(webhookInbox.id, event.id));
}

/** More than anybody tells apart; what is counted is bounded by it. */
const MOST_COUNTED = 1_000;

export interface InboxBacklog {
  /** Waiting to be worked off; at most a thousand are counted, as of the dead ones. */
  waiting: number;
  /** When the oldest of those came; null where none waits. */
  waitingSince: Date | null;
  /** Tried too often: a person looks after them. */
  dead: number;
}

export async function readInboxBacklog(db: Queryable): Promise<InboxBacklog> {
  const columns = { receivedAt: webhookInbox.receivedAt };
  const waiting = db.select(columns).from(webhookInbox).where(isPending).limit(MOST_COUNTED).as("waiting");
  const dead = db.select(columns).from(webhookInbox).where(isDead).limit(MOST_COUNTED).as("dead");
  const [waits] = await db.select({ count: count(), since: min(waiting.receivedAt) }).from(waiting);
  const [died] = await db.select({ count: count() }).from(dead);
  return { waiting: waits?.count ?? 0, waitingSince: waits?.since ?? null, dead: died?.count ?? 0 };
}
