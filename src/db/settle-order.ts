import { sql } from "drizzle-orm";
import type { Order } from "../domain/order.js";
import { foldOrder, shareOf } from "../domain/reservations.js";
import type { TimelineDraft } from "../domain/timeline.js";
import type { Transaction } from "./client.js";
import { CHANGES_CHANNEL, toNotification } from "./notifications.js";
import { listBookEntries } from "./order-books.js";
import { updateOrder } from "./orders.js";
import { insertTimeline, type TimelineSource } from "./timeline.js";

/**
 * Ends every transaction that touched an order: folds its payments anew into its totals, writes what happened into its
 * history and tells whoever listens, once the transaction commits. The order's row must be locked.
 */
export async function settleOrder(
  tx: Transaction,
  order: Order,
  what: { drafts: TimelineDraft[]; source: TimelineSource },
): Promise<Order> {
  const entries = await listBookEntries(tx, order.id);
  const totals = foldOrder(
    order.totalMinor,
    entries.map(({ payment, activity }) => shareOf(payment, activity)),
  );
  await insertTimeline(tx, { order, ...what });
  const settled = { ...order, ...totals, sequence: order.sequence + what.drafts.length, updatedAt: what.source.at };
  await updateOrder(tx, settled);
  const readerIds = what.drafts.flatMap(({ data }) => (typeof data["readerId"] === "string" ? [data["readerId"]] : []));
  const changed = toNotification([order.id, order.accountId, ...readerIds]);
  await tx.execute(sql`select pg_notify(${CHANGES_CHANNEL}, ${changed})`);
  return settled;
}
