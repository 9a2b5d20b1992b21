import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findOrder } from "../db/orders.js";
import { listTimelineAfter } from "../db/timeline.js";
import { BadInput, NotFound } from "../domain/errors.js";
import type { TimelineType } from "../domain/timeline.js";
import type { Deps } from "./deps.js";

export interface OrderEventItem {
  sequence: number;
  at: Date;
  type: TimelineType;
  orderId: string;
  paymentId: string | null;
}

const BATCH = 100;

/**
 * What happens to an order after a sequence, or from now on: first what came since, then live, without a gap or a
 * double. It registers before it reads, and every wake only means "read on after your cursor".
 */
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
  return follow(deps, orderId, afterSequence ?? order.sequence);
}

async function* follow(deps: Deps, orderId: string, afterSequence: number): AsyncGenerator<OrderEventItem> {
  let cursor = afterSequence;
  let isWoken = true;
  let wake: () => void = () => undefined;
  const stop = deps.notifications.onOrder(orderId, () => {
    isWoken = true;
    wake();
  });
  try {
    for (;;) {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      isWoken = false;
      for (;;) {
        const entries = await listTimelineAfter(deps.db, { orderId, afterSequence: cursor, limit: BATCH });
        for (const { sequence, at, type, paymentId } of entries) {
          cursor = sequence;
          yield { sequence, at, type, orderId, paymentId };
        }
        if (entries.length < BATCH) break;
      }
    }
  } finally {
    stop();
  }
}
