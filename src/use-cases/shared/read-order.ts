import { findOrder } from "../../db/orders.js";
import { NotFound } from "../../domain/errors.js";
import type { Order } from "../../domain/order.js";
import type { Deps } from "../deps.js";

/** An order as it stands now, for the end of a mutation that found it before. */
export async function readOrder(deps: Deps, orderId: string): Promise<Order> {
  const order = await findOrder(deps.db, orderId);
  if (order === undefined) throw new NotFound("order", orderId);
  return order;
}
