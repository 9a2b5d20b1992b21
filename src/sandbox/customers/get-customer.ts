import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { CustomerRow } from "../entities/customer.js";

/** The customer of the path. */
export function getCustomer(work: Work, id: string): CustomerRow {
  const customer = work.find("customers", id);
  if (!customer || customer.deleted) throw resourceMissing({ kind: "customer", id, param: "id", status: 404 });
  return customer;
}

/** A customer that a parameter names. */
export function assertCustomer(work: Work, id: string | null | undefined): void {
  if (id === null || id === undefined) return;
  const customer = work.find("customers", id);
  if (!customer || customer.deleted) throw resourceMissing({ kind: "customer", id, param: "customer", status: 400 });
}
