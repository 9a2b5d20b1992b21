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
    throw toRefusalError(performed.refusal, {
      paymentId,
      ...(operation.orderId === null ? {} : { orderId: operation.orderId }),
    });
  }
  return readPaymentResult(deps, paymentId, operation.actionId ?? undefined);
}
