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
  if (afterSequence != null && afterSequence > order.sequence) {
    throw new BadInput("afterSequence", `The order's history ends at ${order.sequence}.`);
  }
  return follow(deps, orderId, afterSequence ?? order.sequence);
}

/**
 * The events as an iterator that ends when it is told to, also while it waits: a generator alone would hear of the
 * client's leaving only with the next event, and hold its place until then.
 */
function follow(deps: Deps, orderId: string, afterSequence: number): AsyncIterableIterator<OrderEventItem> {
  const leaving = new AbortController();
  const events = generate(deps, { orderId, afterSequence, signal: leaving.signal });
  return {
    next: () => events.next(),
    async return() {
      leaving.abort();
      await events.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Following {
  orderId: string;
  afterSequence: number;
  signal: AbortSignal;
}

async function* generate(
  deps: Deps,
  { orderId, afterSequence, signal }: Following,
): AsyncGenerator<OrderEventItem, undefined> {
  let cursor = afterSequence;
  const bell = createBell();
  const stop = deps.notifications.onOrder(orderId, bell.ring);
  signal.addEventListener("abort", bell.ring, { once: true });
  try {
    while (!signal.aborted) {
      const entries = await listTimelineAfter(deps.db, { orderId, afterSequence: cursor, limit: BATCH });
      for (const { sequence, at, type, paymentId } of entries) {
        cursor = sequence;
        yield { sequence, at, type, orderId, paymentId };
      }
      if (entries.length < BATCH) await bell.rung();
    }
  } finally {
    stop();
  }
}

/** Rings once for any number of rings since it was last waited for; one that rang before the wait is not missed. */
function createBell(): { ring: () => void; rung: () => Promise<void> } {
  let isRung = false;
  let answer: (() => void) | undefined;
  return {
    ring() {
      isRung = true;
      answer?.();
    },
    async rung() {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      }
      isRung = false;
    },
  };
}
