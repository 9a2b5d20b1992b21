import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findOrder } from "../db/orders.js";
import { listTimelineAfter } from "../db/timeline.js";
import { BadInput, NotFound } from "../domain/errors.js";
import type { TimelineType } from "../domain/timeline.js";
import type { Deps } from "./deps.js";
import { follow } from "./shared/follow.js";

export interface OrderEventItem {
  sequence: number;
  at: Date;
  type: TimelineType;
  orderId: string;
  paymentId: string | null;
}

const BATCH = 100;

/** What happens to an order after a sequence, or from now on. */
export async function subscribeToOrderEvents(
  deps: Deps,
  actor: Actor,
  { orderId, afterSequence }: { orderId: string; afterSequence?: number | null | undefined },
): Promise<AsyncIterable<OrderEventItem>> {
  requirePermission(actor, "order");
  if (afterSequence != null && afterSequence < 0)
    throw new BadInput("afterSequence", "afterSequence must be 0 or more.");
  const order = await findOrder(deps.db, orderId);
  if (order === undefined || !isAtLocation(actor, order.locationId)) throw new NotFound("order", orderId, "orderId");
  if (afterSequence != null && afterSequence > order.sequence) {
    throw new BadInput("afterSequence", `The order's history ends at ${order.sequence}.`);
  }
  return follow<OrderEventItem, number>({
    from: afterSequence ?? order.sequence,
    async readAfter(cursor) {
      const entries = await listTimelineAfter(deps.db, { orderId, afterSequence: cursor, limit: BATCH });
      return entries.map(({ sequence, at, type, paymentId }) => ({
        item: { sequence, at, type, orderId, paymentId },
        cursor: sequence,
      }));
    },
    listen: (wake) => deps.notifications.on(orderId, wake),
  });
}
