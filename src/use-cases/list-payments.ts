import type { Actor } from "../auth/actor.js";
import { requirePermission, visibleLocationIds } from "../auth/policy.js";
import { listPayments as listPaymentRows } from "../db/payments.js";
import type { PaymentFilter, PaymentSort } from "../domain/filters.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Payment } from "../domain/payment.js";
import type { Deps } from "./deps.js";

export interface ListPaymentsInput {
  filter?: PaymentFilter | null | undefined;
  sort: PaymentSort;
  page: PageRequest;
}

/** A page of the payments that the actor may see. */
export async function listPayments(
  deps: Deps,
  actor: Actor,
  { filter, sort, page }: ListPaymentsInput,
): Promise<Page<Payment>> {
  requirePermission(actor, "payment");
  const locationIds = visibleLocationIds(actor);
  return listPaymentRows(deps.db, { accountId: deps.account.id, locationIds, filter: filter ?? {}, sort, page });
}
