import { and, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { ReaderAction } from "../domain/reader-action.js";
import type { Database, Queryable, Transaction } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { databaseNow, databaseTimeIn } from "./database-time.js";
import { readerActions } from "./tables/reader-actions.js";

/** A payment shows its latest actions only. */
export const ACTIONS_SHOWN = 50;

export async function findAction(db: Queryable, id: string): Promise<ReaderAction | undefined> {
  const [action] = await db.select().from(readerActions).where(eq(readerActions.id, id));
  return action;
}

/** An action with the hash of the request that began it. */
export async function findActionByAttempt(
  db: Queryable,
  key: { paymentId: string; attemptKey: string },
): Promise<(ReaderAction & { attemptHash: string | null }) | undefined> {
  const where = and(eq(readerActions.paymentId, key.paymentId), eq(readerActions.attemptKey, key.attemptKey));
  const [action] = await db.select().from(readerActions).where(where);
  return action;
}

/** The action whose redirect a customer comes back from, by the opaque token in our return address. */
export async function findActionByReturnToken(db: Queryable, returnToken: string): Promise<ReaderAction | undefined> {
  const [action] = await db.select().from(readerActions).where(eq(readerActions.returnToken, returnToken));
  return action;
}

/** The live action of each reader that has one. */
export function listLiveActionsOfReaders(db: Queryable, readerIds: readonly string[]): Promise<ReaderAction[]> {
  return db
    .select()
    .from(readerActions)
    .where(and(isIn(readerActions.readerId, readerIds), isNull(readerActions.endedAt)));
}

/** Of each payment the live action, or else the one that started last. */
export function listLatestActions(db: Queryable, paymentIds: readonly string[]): Promise<ReaderAction[]> {
  return db
    .selectDistinctOn([readerActions.paymentId])
    .from(readerActions)
    .where(isIn(readerActions.paymentId, paymentIds))
    .orderBy(
      readerActions.paymentId,
      sql`(${readerActions.endedAt} is null) desc`,
      desc(readerActions.startedAt),
      desc(readerActions.id),
    );
}

/** The actions of some payments, the newest first; each payment's are cut to the latest ones by the caller. */
export function listActionsOfPayments(db: Queryable, paymentIds: readonly string[]): Promise<ReaderAction[]> {
  return db
    .select()
    .from(readerActions)
    .where(isIn(readerActions.paymentId, paymentIds))
    .orderBy(desc(readerActions.startedAt), desc(readerActions.id));
}

export type NewAction = ReaderAction & { returnToken: string | null; attemptHash: string | null };

/** Answers false where the reader, the payment or the attempt already has an action: a conflict is an answer, not a fault. */
export async function insertAction(tx: Transaction, action: NewAction): Promise<boolean> {
  const inserted = await tx
    .insert(readerActions)
    .values({ ...action, nextLookAt: databaseNow })
    .onConflictDoNothing()
    .returning({ id: readerActions.id });
  return inserted.length === 1;
}

/** Writes what changes of an action. Its order's row must be locked. */
export async function updateAction(tx: Transaction, action: ReaderAction): Promise<void> {
  const { state, failure, acknowledged, readsBeforeAcknowledged, redirectUrl, endedAt } = action;
  const { lookUps, unknownSince, unanswered, endAgainAt, alert } = action;
  const found = { state, failure, acknowledged, readsBeforeAcknowledged, redirectUrl, endedAt };
  await tx
    .update(readerActions)
    .set({ ...found, lookUps, unknownSince, unanswered, endAgainAt, alert })
    .where(eq(readerActions.id, action.id));
}

/**
 * Takes the live actions that are due for a look and puts their next look off, so that of several instances each looks
 * at others.
 */
export async function claimActionsToLookAt(
  db: Database,
  { everyMs, limit }: { everyMs: number; limit: number },
): Promise<ReaderAction[]> {
  const due = db
    .select({ id: readerActions.id })
    .from(readerActions)
    .where(and(isNull(readerActions.endedAt), lte(readerActions.nextLookAt, databaseNow)))
    .orderBy(readerActions.nextLookAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(readerActions)
    .set({ nextLookAt: databaseTimeIn(everyMs) })
    .where(inArray(readerActions.id, due))
    .returning();
}

/** Says when we end an action again that could not be ended. */
export async function putOffEnd(db: Database, id: string, endAgainAt: Date): Promise<void> {
  await db
    .update(readerActions)
    .set({ endAgainAt })
    .where(and(eq(readerActions.id, id), isNull(readerActions.endedAt)));
}

/** Counts a look at a live action that Stripe did not answer. */
export async function countUnansweredLook(db: Database, id: string): Promise<void> {
  await db
    .update(readerActions)
    .set({ unanswered: sql`${readerActions.unanswered} + 1` })
    .where(and(eq(readerActions.id, id), isNull(readerActions.endedAt)));
}
