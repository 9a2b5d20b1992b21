import { NotFound } from "../domain/errors.js";
import type { PaymentActivity } from "../domain/activity.js";
import type { Order } from "../domain/order.js";
import type { Payment } from "../domain/payment.js";
import type { Queryable, Transaction } from "./client.js";
import { listPendingCommands } from "./operations.js";
import { lockOrder } from "./orders.js";
import { findPayment, listPaymentsOfOrders } from "./payments.js";
import { listLatestActions } from "./reader-actions.js";

export interface BookEntry {
  payment: Payment;
  activity: PaymentActivity;
}

/** An order with all that its totals are folded from. */
export interface OrderBook {
  order: Order;
  entries: BookEntry[];
}

/** Locks the order's row, then reads its payments and what goes on around them: in that order, or they could move. */
export async function lockOrderBook(tx: Transaction, orderId: string): Promise<OrderBook> {
  const order = await lockOrder(tx, orderId);
  return { order, entries: await listBookEntries(tx, orderId) };
}

/** The book of a payment's order, locked, and the payment's own entry in it. */
export async function lockOrderBookOf(tx: Transaction, paymentId: string): Promise<OrderBook & { entry: BookEntry }> {
  const payment = await findPayment(tx, paymentId);
  if (payment?.orderId == null) throw new NotFound("payment", paymentId);
  const book = await lockOrderBook(tx, payment.orderId);
  const entry = book.entries.find((each) => each.payment.id === paymentId);
  if (entry === undefined) throw new NotFound("payment", paymentId);
  return { ...book, entry };
}

export async function listBookEntries(db: Queryable, orderId: string): Promise<BookEntry[]> {
  const payments = await listPaymentsOfOrders(db, [orderId]);
  const activities = await readActivities(
    db,
    payments.map((payment) => payment.id),
  );
  return payments.map((payment) => ({ payment, activity: activities(payment.id) }));
}

/** What goes on around each of some payments. */
export async function readActivities(
  db: Queryable,
  paymentIds: readonly string[],
): Promise<(paymentId: string) => PaymentActivity> {
  if (paymentIds.length === 0) return () => ({ action: null, pendingCommand: null });
  const actions = new Map((await listLatestActions(db, paymentIds)).map((action) => [action.paymentId, action]));
  const commands = new Map((await listPendingCommands(db, paymentIds)).map((each) => [each.paymentId, each]));
  return (paymentId) => ({
    action: actions.get(paymentId) ?? null,
    pendingCommand: commands.get(paymentId)?.kind ?? null,
    pendingSince: commands.get(paymentId)?.since ?? null,
  });
}
