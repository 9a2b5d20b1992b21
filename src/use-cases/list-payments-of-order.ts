import type { Actor } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import { listPaymentsOfOrder as listPaymentRows } from "../db/payments.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Payment } from "../domain/payment.js";
import type { Deps } from "./deps.js";

/** An order's payments, oldest first. The actor was shown the order already. */
export async function listPaymentsOfOrder(
  deps: Deps,
  actor: Actor,
  query: { orderId: string; page: PageRequest },
): Promise<Page<Payment>> {
  requirePermission(actor, "payment");
  return listPaymentRows(deps.db, query);
}
