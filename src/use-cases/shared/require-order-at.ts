import type { Actor } from "../../auth/actor.js";
import { requireLocation } from "../../auth/policy.js";
import type { Transaction } from "../../db/client.js";
import { findOrder } from "../../db/orders.js";
import { NotFound } from "../../domain/errors.js";

/**
 * Refuses a request about an order of other locations before its idempotency key is looked at: a replay answers with
 * what the first request made, and must not show it to a key that could not have made it.
 */
export async function requireOrderAt(tx: Transaction, actor: Actor, orderId: string): Promise<void> {
  const order = await findOrder(tx, orderId);
  if (order === undefined) throw new NotFound("order", orderId);
  requireLocation(actor, order.locationId);
}
