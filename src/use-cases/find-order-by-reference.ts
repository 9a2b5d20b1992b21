import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findOrderByReference as findOrderRow } from "../db/orders.js";
import type { Order } from "../domain/order.js";
import type { Deps } from "./deps.js";

/** The order that the POS knows by this reference at this location. */
export async function findOrderByReference(
  deps: Deps,
  actor: Actor,
  key: { reference: string; locationId: string },
): Promise<Order | null> {
  requirePermission(actor, "order");
  const order = await findOrderRow(deps.db, { ...key, accountId: deps.account.id });
  return order !== undefined && isAtLocation(actor, order.locationId) ? order : null;
}
