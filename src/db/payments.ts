import { and, eq, exists, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { PaymentFilter, PaymentSort } from "../domain/filters.js";
import type { Order } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Payment } from "../domain/payment.js";
import type { Database, Queryable, Transaction } from "./client.js";
import { databaseNow } from "./database-time.js";
import { isAmong, isBetween, isEqual, isWithin, isIn } from "./filter-conditions.js";
import { type PageOrder, readPage } from "./read-page.js";
import { readPages } from "./read-pages.js";
import { orders } from "./tables/orders.js";
import { isUnattended, payments } from "./tables/payments.js";
import { readerActions } from "./tables/reader-actions.js";

export async function findPayment(db: Queryable, id: string): Promise<Payment | undefined> {
  const [payment] = await db.select().from(payments).where(eq(payments.id, id));
  return payment;
}

export async function findPaymentByStripeId(
  db: Queryable,
  key: { accountId: string; stripePaymentIntentId: string },
): Promise<Payment | undefined> {
  const where = and(
    eq(payments.accountId, key.accountId),
    eq(payments.stripePaymentIntentId, key.stripePaymentIntentId),
  );
  const [payment] = await db.select().from(payments).where(where);
  return payment;
}

export function listPaymentsByIds(db: Queryable, ids: readonly string[]): Promise<Payment[]> {
  return db.select().from(payments).where(isIn(payments.id, ids));
}

/** All payments of an order, oldest first. Stand still only while the order's row is locked. */
export function listPaymentsOfOrders(db: Queryable, orderIds: readonly string[]): Promise<Payment[]> {
  return db.select().from(payments).where(isIn(payments.orderId, orderIds)).orderBy(payments.createdAt, payments.id);
}

/** So long each is looked at in every round; then the pause doubles whenever the age does. */
const FRESH_MS = 120_000;

/**
 * Takes the payments that are due for a look although no action is live, and puts their next look off, so that of
 * several instances each looks at others: a till confirms them itself, or their hand-over did not end definitely.
 */
export function claimUnattendedPayments(
  db: Database,
  { accountId, now, everyMs, limit }: { accountId: string; now: Date; everyMs: number; limit: number },
): Promise<Payment[]> {
  const quietMs = sql`(extract(epoch from ${now.toISOString()}::timestamptz - ${payments.updatedAt}) * 1000)`;
  const pauses = sql`power(2::numeric, floor(log(2, greatest(1, ${quietMs} / ${FRESH_MS}::numeric))))`;
  const due = db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        isUnattended(payments),
        eq(payments.accountId, accountId),
        isNotNull(payments.stripePaymentIntentId),
        lte(payments.nextLookAt, databaseNow),
      ),
    )
    .orderBy(payments.nextLookAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(payments)
    .set({ nextLookAt: sql`tillgraph_now() + ${everyMs}::numeric * ${pauses} * interval '1 millisecond'` })
    .where(inArray(payments.id, due))
    .returning();
}

export async function insertPayment(tx: Transaction, payment: Payment, order: Order): Promise<void> {
  await tx.insert(payments).values({ ...payment, orderOpen: order.status === "OPEN", tillId: order.tillId });
}

/**
 * Writes what changes of a payment. Its order's row must be locked. The count of reads is `startRead`'s alone. What
 * brings news is looked at soon, however long the pause before it was.
 */
export async function updatePayment(tx: Transaction, payment: Payment): Promise<void> {
  const { id, createdAt: _, readsStarted: __, ...rest } = payment;
  const isOld = sql`${payments.updatedAt} = ${sql.param(payment.updatedAt, payments.updatedAt)}`;
  const nextLookAt = sql`case when ${isOld} then ${payments.nextLookAt} else ${databaseNow} end`;
  await tx
    .update(payments)
    .set({ ...rest, nextLookAt })
    .where(eq(payments.id, id));
}

/** Repeats on an order's payments whether it is open. */
export async function markOrderClosed(tx: Transaction, orderId: string): Promise<void> {
  await tx.update(payments).set({ orderOpen: false }).where(eq(payments.orderId, orderId));
}

/** Gives the next read of the payment's PaymentIntent its number, committed before the read begins. */
export async function startRead(db: Queryable, paymentId: string): Promise<number> {
  const [row] = await db
    .update(payments)
    .set({ readsStarted: sql`${payments.readsStarted} + 1` })
    .where(eq(payments.id, paymentId))
    .returning({ number: payments.readsStarted });
  if (row === undefined) throw new Error(`there is no payment ${paymentId} to read`);
  return row.number;
}

export interface PaymentQuery {
  accountId: string;
  /** The locations a key is bound to, or null for all. */
  locationIds: readonly string[] | null;
  filter: PaymentFilter;
  sort: PaymentSort;
  page: PageRequest;
}

const ORDER_BY: Record<PaymentSort, Omit<PageOrder, "name">> = {
  CREATED_AT_DESC: { column: payments.createdAt, id: payments.id, descending: true },
  CREATED_AT_ASC: { column: payments.createdAt, id: payments.id, descending: false },
  AMOUNT_DESC: { column: payments.amountMinor, id: payments.id, descending: true },
  CAPTURE_BEFORE_ASC: { column: payments.captureBefore, id: payments.id, descending: false },
};

/** One page of the account's payments. By capture deadline, only those that have one are listed. */
export function listPayments(db: Queryable, query: PaymentQuery): Promise<Page<Payment>> {
  const { filter, sort } = query;
  const where = and(
    eq(payments.accountId, query.accountId),
    isAmong(payments.locationId, query.locationIds),
    sort === "CAPTURE_BEFORE_ASC" ? isNotNull(payments.captureBefore) : undefined,
    ...ownConditions(filter),
    ...relatedConditions(db, filter),
  );
  return readPage(db, { table: payments, where, page: query.page, order: { name: sort, ...ORDER_BY[sort] } });
}

/** Of each order a page of its payments, oldest first, in the order of the ids. */
export function listPaymentPagesOfOrders(
  db: Queryable,
  query: { orderIds: readonly string[]; page: PageRequest },
): Promise<Page<Payment>[]> {
  const order = { name: "ORDER", column: payments.createdAt, id: payments.id, descending: false };
  return readPages(db, { table: payments, owner: payments.orderId, ownerIds: query.orderIds, page: query.page, order });
}

function ownConditions(filter: PaymentFilter): (SQL | undefined)[] {
  return [
    isAmong(payments.locationId, filter.locationIds),
    isAmong(payments.status, filter.statuses),
    isAmong(payments.tender, filter.tenders),
    isAmong(payments.tillId, filter.tillIds),
    isWithin(payments.createdAt, filter.createdAt),
    isWithin(payments.captureBefore, filter.captureBefore),
    isBetween(payments.amountMinor, filter.amountMinor),
    isEqual(payments.stripeAccount, filter.stripeAccount),
    isEqual(payments.stripePaymentIntentId, filter.stripePaymentIntentId),
    isEqual(payments.stripeChargeId, filter.stripeChargeId),
    isEqual(payments.origin, filter.origin),
    filter.brand == null ? undefined : sql`${payments.card}->>'brand' = ${filter.brand}`,
    filter.last4 == null ? undefined : sql`${payments.card}->>'last4' = ${filter.last4}`,
    whether(filter.hasApplicationFee, isNotNull(payments.applicationFeeMinor), isNull(payments.applicationFeeMinor)),
  ];
}

function relatedConditions(db: Queryable, filter: PaymentFilter): (SQL | undefined)[] {
  const actionsWith = (condition: SQL | undefined) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(readerActions)
        .where(and(eq(readerActions.paymentId, payments.id), condition)),
    );
  const isUnknown = actionsWith(eq(readerActions.state, "UNKNOWN"));
  return [
    whether(filter.outcomeUnknown, isUnknown, sql`not ${isUnknown}`),
    filter.readerIds == null ? undefined : actionsWith(isIn(readerActions.readerId, filter.readerIds)),
    filter.orderStatuses == null
      ? undefined
      : exists(
          db
            .select({ one: sql`1` })
            .from(orders)
            .where(and(eq(orders.id, payments.orderId), isIn(orders.status, filter.orderStatuses))),
        ),
  ];
}

function whether(asked: boolean | null | undefined, whenTrue: SQL, whenFalse: SQL): SQL | undefined {
  if (asked == null) return undefined;
  return asked ? whenTrue : whenFalse;
}
