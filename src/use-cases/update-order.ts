import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBook } from "../db/order-books.js";
import { listLines, replaceLines } from "../db/orders.js";
import { settleOrder } from "../db/settle-order.js";
import { contentHash } from "../domain/content-hash.js";
import { assertLines, assertMetadata, assertTotal, type OrderLineInput, toLines } from "../domain/order-content.js";
import type { Order } from "../domain/order.js";
import { assertOrderOpen, assertTotalCovers } from "../domain/order-rules.js";
import type { Deps } from "./deps.js";

export interface UpdateOrderInput {
  orderId: string;
  totalMinor?: number | null | undefined;
  lines?: OrderLineInput[] | null | undefined;
  holdUntil?: Date | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

/**
 * Changes an open order. Its total never falls below what is paid, held or under way (PAYMENT_IN_PROGRESS): cancel or
 * refund that first. One that is so already is answered as it stands.
 */
export async function updateOrder(deps: Deps, actor: Actor, input: UpdateOrderInput): Promise<Order> {
  requirePermission(actor, "updateOrder");
  assertMetadata(input.metadata);

  return deps.db.transaction(async (tx) => {
    const book = await lockOrderBook(tx, input.orderId);
    const { order } = book;
    requireLocation(actor, order.locationId);
    assertOrderOpen(order);
    const totalMinor = input.totalMinor ?? order.totalMinor;
    assertTotal(totalMinor);
    if (input.lines != null) assertLines(input.lines, totalMinor);
    else if (totalMinor !== order.totalMinor) assertLines(await listLines(tx, [order.id]), totalMinor);
    assertTotalCovers(book, totalMinor);
    const changed = {
      ...order,
      totalMinor,
      holdUntil: input.holdUntil === undefined ? order.holdUntil : input.holdUntil,
      metadata: input.metadata ?? order.metadata,
    };
    const lines = input.lines == null ? null : toLines(input.lines);
    const before = lines === null ? null : toLines(await listLines(tx, [order.id]));
    if (contentHash({ ...changed, lines }) === contentHash({ ...order, lines: before })) return order;
    if (lines !== null) await replaceLines(tx, order, lines);
    return settleOrder(tx, changed, {
      drafts: [{ type: "order.updated", paymentId: null, data: { from: order.totalMinor, to: totalMinor } }],
      source: { actor: toActorName(actor), at: deps.clock.now() },
    });
  });
}
