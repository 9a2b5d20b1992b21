import { readActivities } from "../db/order-books.js";
import { listLocationsByIds } from "../db/locations.js";
import { listOrdersWithPendingWrites } from "../db/operations.js";
import { listLines, listOrdersByIds } from "../db/orders.js";
import { listPaymentPagesOfOrders, listPaymentsByIds, listPaymentsOfOrders } from "../db/payments.js";
import { ACTIONS_SHOWN, listActionsOfPayments, listLiveActionsOfReaders } from "../db/reader-actions.js";
import { listReadersByIds } from "../db/readers.js";
import { listRefundsOfPayments } from "../db/refunds.js";
import { listTimelinePagesOfOrders } from "../db/timeline.js";
import type { Location } from "../domain/location.js";
import type { NextSafeAction } from "../domain/next-safe-action.js";
import { nextSafeActions } from "../domain/next-safe-actions.js";
import { nextSafeOrderActions } from "../domain/next-safe-order-actions.js";
import type { Order, OrderLine } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Payment } from "../domain/payment.js";
import { isLive, isUnanswered, type ReaderAction } from "../domain/reader-action.js";
import type { Reader } from "../domain/reader.js";
import type { Refund } from "../domain/refund.js";
import type { TimelineEntry } from "../domain/timeline.js";
import type { Deps } from "./deps.js";

/** Reads for the loaders behind the graph's fields: one query for many parents, answered in the order of their ids. */

const REFUNDS_SHOWN = 50;

type Ids = readonly string[];

export async function ordersByIds({ db }: Deps, ids: Ids): Promise<(Order | null)[]> {
  return inOrder(ids, await listOrdersByIds(db, ids));
}

export async function paymentsByIds({ db }: Deps, ids: Ids): Promise<(Payment | null)[]> {
  return inOrder(ids, await listPaymentsByIds(db, ids));
}

export async function locationsByIds({ db }: Deps, ids: Ids): Promise<(Location | null)[]> {
  return inOrder(ids, await listLocationsByIds(db, ids));
}

export async function readersByIds({ db }: Deps, ids: Ids): Promise<(Reader | null)[]> {
  return inOrder(ids, await listReadersByIds(db, ids));
}

export async function linesOfOrders({ db }: Deps, orderIds: Ids): Promise<OrderLine[][]> {
  return grouped(orderIds, await listLines(db, orderIds), (line) => line.orderId);
}

/** Of each order a page of its payments, oldest first. */
export function paymentPagesOfOrders({ db }: Deps, orderIds: Ids, page: PageRequest): Promise<Page<Payment>[]> {
  return listPaymentPagesOfOrders(db, { orderIds, page });
}

/** Of each order a page of its history, oldest first. */
export function timelinePagesOfOrders({ db }: Deps, orderIds: Ids, page: PageRequest): Promise<Page<TimelineEntry>[]> {
  return listTimelinePagesOfOrders(db, { orderIds, page });
}

/** Of each payment the latest actions, oldest first. */
export async function actionsOfPayments({ db }: Deps, paymentIds: Ids): Promise<ReaderAction[][]> {
  const groups = grouped(paymentIds, await listActionsOfPayments(db, paymentIds), (action) => action.paymentId);
  return groups.map((newestFirst) => newestFirst.slice(0, ACTIONS_SHOWN).toReversed());
}

/** Of each payment the latest refunds, oldest first. */
export async function refundsOfPayments({ db }: Deps, paymentIds: Ids): Promise<Refund[][]> {
  const groups = grouped(paymentIds, await listRefundsOfPayments(db, paymentIds), (refund) => refund.paymentId);
  return groups.map((oldestFirst) => oldestFirst.slice(-REFUNDS_SHOWN));
}

export async function currentActionsOfReaders({ db }: Deps, readerIds: Ids): Promise<(ReaderAction | null)[]> {
  const groups = grouped(readerIds, await listLiveActionsOfReaders(db, readerIds), (action) => action.readerId ?? "");
  return groups.map(([action]) => action ?? null);
}

/** Of each payment the redirect that a customer can open now. */
export async function openRedirectsOfPayments({ db }: Deps, paymentIds: Ids): Promise<(ReaderAction | null)[]> {
  const activityOf = await readActivities(db, paymentIds);
  return paymentIds.map((id) => {
    const { action } = activityOf(id);
    const isOpen = action !== null && isLive(action.state) && action.redirectUrl !== null;
    return isOpen ? action : null;
  });
}

/**
 * Of each payment what is safe to do now. What is under way is read first, then the payments, then their orders: whatever
 * is committed meanwhile makes an attempt look live that is over, never money look untaken that was just taken.
 */
export async function nextActionsOfPayments(deps: Deps, paymentIds: Ids): Promise<NextSafeAction[][]> {
  const { activityOf, unansweredOf } = await readSurroundings(deps, paymentIds);
  const payments = inOrder(paymentIds, await listPaymentsByIds(deps.db, paymentIds));
  const orderIds = [...new Set(payments.flatMap((payment) => payment?.orderId ?? []))];
  const busy = await listOrdersWithPendingWrites(deps.db, orderIds);
  const orders = new Map((await listOrdersByIds(deps.db, orderIds)).map((order) => [order.id, order]));
  const now = deps.clock.now();
  return payments.map((payment) => {
    if (payment === null) return [];
    const order = orders.get(payment.orderId ?? "") ?? null;
    const isOrderBusy = busy.has(payment.orderId ?? "");
    const unansweredInARow = unansweredOf.get(payment.id) ?? 0;
    return nextSafeActions({ payment, order, activity: activityOf(payment.id), isOrderBusy, unansweredInARow }, now);
  });
}

/** Of each of some payments how many attempts in a row got no answer, up to the latest. */
async function countUnanswered({ db }: Deps, paymentIds: Ids): Promise<Map<string, number>> {
  if (paymentIds.length === 0) return new Map();
  const groups = grouped(paymentIds, await listActionsOfPayments(db, paymentIds), (action) => action.paymentId);
  return new Map(
    groups.map((newestFirst, index) => {
      const answeredAt = newestFirst.findIndex((action) => !isUnanswered(action));
      return [paymentIds[index] ?? "", answeredAt === -1 ? newestFirst.length : answeredAt];
    }),
  );
}

/**
 * Of each order what is safe to do now. Its payments are read before the order itself, whose figures lead: what is
 * committed meanwhile is in them, or makes a payment look under way that is over.
 */
export async function nextActionsOfOrders(deps: Deps, orderIds: Ids): Promise<NextSafeAction[][]> {
  const payments = await listPaymentsOfOrders(deps.db, orderIds);
  const paymentIds = payments.map(({ id }) => id);
  const { activityOf, unansweredOf } = await readSurroundings(deps, paymentIds);
  const entries = payments.map((payment) => ({
    payment,
    activity: activityOf(payment.id),
    unansweredInARow: unansweredOf.get(payment.id) ?? 0,
  }));
  const entriesOf = grouped(orderIds, entries, ({ payment }) => payment.orderId ?? "");
  const orders = inOrder(orderIds, await listOrdersByIds(deps.db, orderIds));
  const now = deps.clock.now();
  return orders.map((order, index) =>
    order === null ? [] : nextSafeOrderActions({ order, entries: entriesOf[index] ?? [] }, now),
  );
}

/** What goes on around each of some payments, and for how many attempts in a row nobody answered. */
async function readSurroundings(deps: Deps, paymentIds: Ids) {
  const activityOf = await readActivities(deps.db, paymentIds);
  const unanswered = paymentIds.filter((id) => isUnanswered(activityOf(id).action));
  return { activityOf, unansweredOf: await countUnanswered(deps, unanswered) };
}

function inOrder<T extends { id: string }>(ids: Ids, rows: readonly T[]): (T | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

function grouped<T>(ids: Ids, rows: readonly T[], idOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(idOf(row))?.push(row);
  return ids.map((id) => groups.get(id) ?? []);
}
