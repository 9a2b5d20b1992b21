import { lockOrderBookOf } from "../db/order-books.js";
import { settleOrder } from "../db/settle-order.js";
import { isTold } from "../db/timeline.js";
import type { TimelineType } from "../domain/timeline.js";
import type { OperationDeps } from "./deps.js";

export interface Told {
  type: TimelineType;
  paymentId: string;
  actor: string;
  /** What is told once each: an operation or an action, by the name that the entry gives its id. */
  about: { name: "operationId" | "actionId"; id: string };
  data?: Record<string, unknown>;
}

/** Writes into a payment's history what may happen again and again to the same thing, and is told the first time only. */
export async function tellOnce(deps: OperationDeps, { type, paymentId, actor, about, data = {} }: Told): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { order } = await lockOrderBookOf(tx, paymentId);
    if (await isTold(tx, { type, paymentId, about })) return;
    await settleOrder(tx, order, {
      drafts: [{ type, paymentId, data: { ...data, [about.name]: about.id } }],
      source: { actor, at: deps.clock.now() },
    });
  });
}
