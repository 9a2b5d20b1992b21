import { and, eq, like } from "drizzle-orm";
import { NotFound } from "../domain/errors.js";
import type { OrderFilter, OrderSort } from "../domain/filters.js";
import type { Order, OrderLine } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Queryable, Transaction } from "./client.js";
import { isAmong, isBetween, isWithin, isIn } from "./filter-conditions.js";
import { type PageOrder, readPage } from "./read-page.js";
import { orderLines, orders } from "./tables/orders.js";

export async function findOrder(db: Queryable, id: string): Promise<Order | undefined> {
  const [order] = await db.select().from(orders).where(eq(orders.id, id));
  return order;
}

/** Reads the order and holds its row until the transaction ends, so that its payments and totals stand still. */
export async function lockOrder(tx: Transaction, id: string): Promise<Order> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, id)).for("no key update");
  if (order === undefined) throw new NotFound("order", id);
  return order;
}

export interface OrderReference {
  accountId: string;
  locationId: string;
  reference: string;
}

export async function findOrderByReference(db: Queryable, key: OrderReference): Promise<Order | undefined> {
  const where = and(
    eq(orders.accountId, key.accountId),
    eq(orders.locationId, key.locationId),
    eq(orders.reference, key.reference),
  );
  const [order] = await db.select().from(orders).where(where);
  return order;
}

export function listOrdersByIds(db: Queryable, ids: readonly string[]): Promise<Order[]> {
  return db.select().from(orders).where(isIn(orders.id, ids));
}

/** Answers false where the reference is taken: the caller reads that order then. */
export async function insertOrder(tx: Transaction, order: Order): Promise<boolean> {
  const inserted = await tx.insert(orders).values(order).onConflictDoNothing().returning({ id: orders.id });
  return inserted.length === 1;
}

/** Writes the order as it is now. Its row must be locked. */
export async function updateOrder(tx: Transaction, order: Order): Promise<void> {
  const { id, createdAt: _, ...rest } = order;
  await tx.update(orders).set(rest).where(eq(orders.id, id));
}

export async function replaceLines(tx: Transaction, order: Order, lines: readonly OrderLine[]): Promise<void> {
  await tx.delete(orderLines).where(eq(orderLines.orderId, order.id));
  if (lines.length === 0) return;
  const { accountId, locationId, livemode, id: orderId } = order;
  await tx.insert(orderLines).values(
    lines.map(({ description, quantity, unitAmountMinor, amountMinor, taxMinor }, position) => ({
      accountId,
      locationId,
      livemode,
      orderId,
      position,
      description,
      quantity,
      unitAmountMinor,
      amountMinor,
      taxMinor,
    })),
  );
}

export async function listLines(
  db: Queryable,
  orderIds: readonly string[],
): Promise<(OrderLine & { orderId: string })[]> {
  return db
    .select()
    .from(orderLines)
    .where(isIn(orderLines.orderId, orderIds))
    .orderBy(orderLines.orderId, orderLines.position);
}

export interface OrderQuery {
  accountId: string;
  /** The locations a key is bound to, or null for all. */
  locationIds: readonly string[] | null;
  filter: OrderFilter;
  sort: OrderSort;
  page: PageRequest;
}

const ORDER_BY: Record<OrderSort, Omit<PageOrder, "name">> = {
  CREATED_AT_DESC: { column: orders.createdAt, id: orders.id, descending: true },
  CREATED_AT_ASC: { column: orders.createdAt, id: orders.id, descending: false },
  TOTAL_DESC: { column: orders.totalMinor, id: orders.id, descending: true },
};

/** One page of the account's orders. */
export function listOrders(
  db: Queryable,
  { accountId, locationIds, filter, sort, page }: OrderQuery,
): Promise<Page<Order>> {
  const where = and(
    eq(orders.accountId, accountId),
    isAmong(orders.locationId, locationIds),
    isAmong(orders.locationId, filter.locationIds),
    isAmong(orders.status, filter.statuses),
    isAmong(orders.paymentState, filter.paymentStates),
    isAmong(orders.tillId, filter.tillIds),
    isWithin(orders.createdAt, filter.createdAt),
    isBetween(orders.totalMinor, filter.totalMinor),
    filter.referencePrefix == null ? undefined : like(orders.reference, `${escapeLike(filter.referencePrefix)}%`),
  );
  return readPage(db, { table: orders, where, page, order: { name: sort, ...ORDER_BY[sort] } });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
