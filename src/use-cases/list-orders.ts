import type { Actor } from "../auth/actor.js";
import { requirePermission, visibleLocationIds } from "../auth/policy.js";
import { listOrders as listOrderRows } from "../db/orders.js";
import type { OrderFilter, OrderSort } from "../domain/filters.js";
import type { Order } from "../domain/order.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Deps } from "./deps.js";

export interface ListOrdersInput {
  filter?: OrderFilter | null | undefined;
  sort: OrderSort;
  page: PageRequest;
}

/** A page of the orders that the actor may see. */
export async function listOrders(
  deps: Deps,
  actor: Actor,
  { filter, sort, page }: ListOrdersInput,
): Promise<Page<Order>> {
  requirePermission(actor, "order");
  const locationIds = visibleLocationIds(actor);
  return listOrderRows(deps.db, { accountId: deps.account.id, locationIds, filter: filter ?? {}, sort, page });
}
