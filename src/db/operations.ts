import { and, eq, inArray, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { CommandKind } from "../domain/command.js";
import type { Operation, OperationState, Refusal } from "../domain/operation.js";
import type { Database, Queryable, Transaction } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { databaseNow, databaseTimeIn } from "./database-time.js";
import { operations } from "./tables/operations.js";

/** How long a holder may be silent before another one takes over; it renews the lease well within. */
export const LEASE_MS = 8_000;

export async function findOperation(db: Queryable, id: string): Promise<Operation | undefined> {
  const [operation] = await db.select().from(operations).where(eq(operations.id, id));
  return operation;
}

/** Answers false where another write to the same PaymentIntent is under way. */
export async function insertOperation(tx: Transaction, operation: Operation): Promise<boolean> {
  const inserted = await tx
    .insert(operations)
    .values({ ...operation, leaseUntil: databaseTimeIn(LEASE_MS), nextAttemptAt: databaseNow })
    .onConflictDoNothing()
    .returning({ id: operations.id });
  return inserted.length === 1;
}

/** An operation as it was handed out. */
export type Lease = Pick<Operation, "id" | "leaseHolder">;

const isHeld = ({ id, leaseHolder }: Lease) =>
  and(eq(operations.id, id), sql`${operations.leaseHolder} = ${leaseHolder}`, isNull(operations.closedAt));

/** Lengthens a lease that is still ours; false where it was lost. */
export async function renewLease(db: Database, lease: Lease): Promise<boolean> {
  const rows = await db
    .update(operations)
    .set({ leaseUntil: databaseTimeIn(LEASE_MS) })
    .where(isHeld(lease))
    .returning({ id: operations.id });
  return rows.length === 1;
}

/** Counts a try before it is sent; false where the lease was lost, and then nothing may be sent. */
export async function countAttempt(db: Database, lease: Lease, at: Date): Promise<boolean> {
  const rows = await db
    .update(operations)
    .set({
      attempts: sql`${operations.attempts} + 1`,
      firstSentAt: sql`coalesce(${operations.firstSentAt}, ${sql.param(at, operations.firstSentAt)})`,
      leaseUntil: databaseTimeIn(LEASE_MS),
    })
    .where(isHeld(lease))
    .returning({ id: operations.id });
  return rows.length === 1;
}

/** Lets an operation go that got no answer, to be taken up again after a while. */
export async function putOff(db: Database, lease: Lease, waitMs: number): Promise<void> {
  await db
    .update(operations)
    .set({ leaseHolder: null, leaseUntil: databaseNow, nextAttemptAt: databaseTimeIn(waitMs) })
    .where(isHeld(lease));
}

export interface Closing {
  state: Exclude<OperationState, "PENDING">;
  refusal: Refusal | null;
  at: Date;
}

/** Ends an operation whose lease is ours; false where it was lost, and then nothing of its outcome may be written. */
export async function closeOperation(tx: Transaction, lease: Lease, closing: Closing): Promise<boolean> {
  const rows = await tx
    .update(operations)
    .set({ state: closing.state, refusal: closing.refusal, closedAt: closing.at })
    .where(isHeld(lease))
    .returning({ id: operations.id });
  return rows.length === 1;
}

/** Takes up operations that are due and that nobody holds any more. */
export async function claimOperations(
  db: Database,
  { holder, limit }: { holder: string; limit: number },
): Promise<Operation[]> {
  const due = db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        isNull(operations.closedAt),
        lte(operations.nextAttemptAt, databaseNow),
        or(isNull(operations.leaseHolder), lte(operations.leaseUntil, databaseNow)),
      ),
    )
    .orderBy(operations.nextAttemptAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(operations)
    .set({ leaseHolder: holder, leaseUntil: databaseTimeIn(LEASE_MS) })
    .where(inArray(operations.id, due))
    .returning();
}

/** The write to each PaymentIntent that is not closed; a cancel at the reader is told by its action. */
export function listPendingCommands(
  db: Queryable,
  paymentIds: readonly string[],
): Promise<{ paymentId: string | null; kind: CommandKind; since: Date }[]> {
  return db
    .select({ paymentId: operations.paymentId, kind: operations.kind, since: operations.createdAt })
    .from(operations)
    .where(
      and(
        isIn(operations.paymentId, paymentIds),
        isNull(operations.closedAt),
        ne(operations.kind, "CANCEL_READER_ACTION"),
      ),
    );
}

/** Whether a cancel is on its way to a reader: it would end whatever runs there when it arrives. */
export async function isCancelPendingAtReader(db: Queryable, readerId: string): Promise<boolean> {
  const rows = await db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(eq(operations.readerId, readerId), isNull(operations.closedAt), eq(operations.kind, "CANCEL_READER_ACTION")),
    );
  return rows.length > 0;
}

/** The orders with a write to Stripe under way for one of their payments. */
export async function listOrdersWithPendingWrites(db: Queryable, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ orderId: operations.orderId })
    .from(operations)
    .where(and(isIn(operations.orderId, orderIds), isNull(operations.closedAt)));
  return new Set(rows.flatMap(({ orderId }) => orderId ?? []));
}

/** The tip that a capture under way takes along; 0 where none is. */
export async function findTipBeingCaptured(db: Queryable, paymentId: string): Promise<number> {
  const [capture] = await db
    .select({ draft: operations.draft })
    .from(operations)
    .where(
      and(
        eq(operations.paymentId, paymentId),
        isNull(operations.closedAt),
        eq(operations.kind, "CAPTURE_PAYMENT_INTENT"),
      ),
    );
  return capture?.draft?.makes === "tip" ? capture.draft.tipMinor : 0;
}

/** Whether our own cancel of an action is under way, at its reader or of its intent. */
export async function isCancelPending(db: Queryable, actionId: string): Promise<boolean> {
  const kinds: CommandKind[] = ["CANCEL_READER_ACTION", "CANCEL_PAYMENT_INTENT"];
  const rows = await db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.actionId, actionId), isNull(operations.closedAt), isIn(operations.kind, kinds)));
  return rows.length > 0;
}
