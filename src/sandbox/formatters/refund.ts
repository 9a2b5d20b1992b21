import type { RefundRow } from "../entities/refund.js";
import type { StripeObject } from "../entities/row.js";

/** `failure_reason` and the like are absent where they don't apply (facts 7). */
export function formatRefund(row: RefundRow): StripeObject {
  return {
    id: row.id,
    object: "refund",
    amount: row.amount,
    balance_transaction: row.balanceTransactionId,
    charge: row.chargeId,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    destination_details: row.destinationDetails,
    ...(row.failureReason === null
      ? {}
      : { failure_balance_transaction: row.failureBalanceTransactionId, failure_reason: row.failureReason }),
    metadata: row.metadata,
    payment_intent: row.paymentIntentId,
    payment_method: row.paymentMethodId,
    ...(row.pendingReason ? { pending_reason: row.pendingReason } : {}),
    reason: row.reason,
    receipt_number: null,
    source_transfer_reversal: row.transferReversalId ?? null,
    status: row.status,
    transfer_reversal: row.transferReversalId ?? null,
  };
}
