import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBook } from "../db/order-books.js";
import { markOrderClosed } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import type { Order } from "../domain/order.js";
import { assertCancelable } from "../domain/order-rules.js";
import { performAllWithin } from "../operations/perform-within.js";
import type { Deps } from "./deps.js";
import { readOrder } from "./shared/read-order.js";
import { readReason } from "./shared/read-reason.js";
import { writeClosingOperations } from "./shared/write-closing-operations.js";

export interface CancelOrderInput {
  orderId: string;
  reason?: string | null | undefined;
}

/**
 * Gives an order up: holds are let go and idle intents canceled. Refused while money is under way, and after money was
 * taken. A canceled order is answered as it stands.
 */
export async function cancelOrder(deps: Deps, actor: Actor, input: CancelOrderInput): Promise<Order> {
  requirePermission(actor, "cancelOrder");
  const reason = readReason(input.reason);

  const operations = await deps.db.transaction(async (tx) => {
    const book = await lockOrderBook(tx, input.orderId);
    const { order, entries } = book;
    requireLocation(actor, order.locationId);
    if (order.status === "CANCELED") return [];
    assertCancelable(book);
    const { operations: written, drafts } = await writeClosingOperations(deps, tx, {
      entries,
      onHold: "CANCEL_PAYMENT_INTENT",
      actor: toActorName(actor),
      cause: "ORDER_CANCELED",
      reason,
    });
    await markOrderClosed(tx, order.id);
    await settleOrder(
      tx,
      { ...order, status: "CANCELED" },
      {
        drafts: [{ type: "order.canceled", paymentId: null, data: { reason } }, ...drafts],
        source: { actor: toActorName(actor), at: deps.clock.now() },
      },
    );
    return written;
  });

  await performAllWithin(deps, operations);
  return readOrder(deps, input.orderId);
}
