import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findOrder as findOrderRow } from "../db/orders.js";
import type { Order } from "../domain/order.js";
import type { Deps } from "./deps.js";

/** An order, or null where there is none or the key is for other locations. */
export async function findOrder(deps: Deps, actor: Actor, id: string): Promise<Order | null> {
  requirePermission(actor, "order");
  const order = await findOrderRow(deps.db, id);
  return order !== undefined && isAtLocation(actor, order.locationId) ? order : null;
}
