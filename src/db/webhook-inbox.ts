import { and, eq, inArray, lte } from "drizzle-orm";
import type { InboxEvent } from "../domain/inbox-event.js";
import type { Database } from "./client.js";
import { databaseNow, databaseTimeIn } from "./database-time.js";
import { webhookInbox } from "./tables/webhook-inbox.js";

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
    .where(and(eq(webhookInbox.state, "PENDING"), lte(webhookInbox.nextAttemptAt, databaseNow)))
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
