import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { listBookEntries, lockOrderBook } from "../db/order-books.js";
import { markOrderClosed } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import type { Order } from "../domain/order.js";
import { assertCompletable, assertNoHoldGone, isMoneyMissing } from "../domain/order-rules.js";
import { performAllWithin } from "../operations/perform-within.js";
import type { Deps } from "./deps.js";
import { readOrder } from "./shared/read-order.js";
import { writeClosingOperations } from "./shared/write-closing-operations.js";

export interface CompleteOrderInput {
  orderId: string;
  captureHolds: boolean;
}

/**
 * The goods are handed over: one transaction completes the order, writes a capture for each hold and a cancel for each
 * idle intent. A completed order is answered as it stands. A capture that Stripe refuses leaves the order completed and
 * its payment with CAPTURE as the next safe action. Where the hold is gone, the order stays completed too, but the answer
 * is a refusal (STRIPE_REFUSED, effect POSSIBLE), so that the cashier keeps the goods. Where Stripe does not answer at
 * all, an order with a hold to capture stays open (STRIPE_UNAVAILABLE).
 */
export async function completeOrder(deps: Deps, actor: Actor, input: CompleteOrderInput): Promise<Order> {
  requirePermission(actor, "completeOrder");

  const operations = await deps.db.transaction(async (tx) => {
    const book = await lockOrderBook(tx, input.orderId);
    const { order, entries } = book;
    requireLocation(actor, order.locationId);
    if (order.status === "COMPLETED") return [];
    assertCompletable(book, input);
    const at = deps.clock.now();
    const { operations: written, drafts } = await writeClosingOperations(deps, tx, {
      entries,
      onHold: input.captureHolds ? "CAPTURE_PAYMENT_INTENT" : null,
      actor: toActorName(actor),
      cause: "ORDER_COMPLETED",
    });
    await markOrderClosed(tx, order.id);
    await settleOrder(
      tx,
      { ...order, status: "COMPLETED", completedAt: at },
      {
        drafts: [{ type: "order.completed", paymentId: null, data: { captureHolds: input.captureHolds } }, ...drafts],
        source: { actor: toActorName(actor), at },
      },
    );
    return written;
  });

  await performAllWithin(deps, operations);
  const order = await readOrder(deps, input.orderId);
  if (isMoneyMissing(order)) assertNoHoldGone({ order, entries: await listBookEntries(deps.db, order.id) });
  return order;
}
