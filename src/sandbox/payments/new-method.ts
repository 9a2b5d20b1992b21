import { newFamilyId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";

type NewMethod = Pick<PaymentMethodRow, "type" | "details" | "billingDetails" | "metadata">;

export function newMethod(work: Work, method: NewMethod): PaymentMethodRow {
  const id = newFamilyId(work, "pm", "1");
  return { id, account: work.account, created: work.nowSeconds, customer: null, isSpent: false, ...method };
}
