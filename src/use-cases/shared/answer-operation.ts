import { refusedFailure } from "../../domain/conclude-end.js";
import type { Operation } from "../../domain/operation.js";
import { toRefusalError } from "../../domain/refusals.js";
import { performWithin } from "../../operations/perform-within.js";
import type { Deps } from "../deps.js";
import { readPaymentResult } from "./read-payment-result.js";
import type { PaymentResult } from "../results.js";

/**
 * Carries out an operation on a payment and answers with how things stand, done or not. Stripe's refusal, if it came in
 * time, is thrown; a later one stands in the payment and its action.
 */
export async function answerOperation(
  deps: Deps,
  operation: Operation,
  { paymentId, withinMs }: { paymentId: string; withinMs?: number },
): Promise<PaymentResult> {
  const performed = await performWithin(deps, operation, withinMs);
  if (performed?.refusal != null) {
    const { refusal } = performed;
    const details = { paymentId, ...(operation.orderId === null ? {} : { orderId: operation.orderId }) };
    throw operation.kind === "CANCEL_READER_ACTION"
      ? toRefusalError(refusal, details, refusedFailure(refusal))
      : toRefusalError(refusal, details);
  }
  return readPaymentResult(deps, paymentId, operation.actionId ?? undefined);
}
