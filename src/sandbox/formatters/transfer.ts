import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import type { TransferReversalRow, TransferRow } from "../entities/transfer.js";
import { newestFew } from "./newest-few.js";

export function formatTransfer(row: TransferRow, work: Work): StripeObject {
  return {
    id: row.id,
    object: "transfer",
    amount: row.amount,
    amount_reversed: row.amountReversed,
    balance_transaction: row.balanceTransactionId,
    created: row.created,
    currency: row.currency,
    description: row.description,
    destination: row.destination,
    destination_payment: row.destinationPaymentId,
    livemode: false,
    metadata: row.metadata,
    reversals: newestFew(row.reversalIds, {
      find: (id) => work.find("transfer_reversals", id),
      format: formatTransferReversal,
      url: `/v1/transfers/${row.id}/reversals`,
    }),
    reversed: row.amountReversed === row.amount,
    source_transaction: row.sourceTransaction,
    source_type: "card",
    transfer_group: row.transferGroup,
  };
}

export function formatTransferReversal(row: TransferReversalRow): StripeObject {
  return {
    id: row.id,
    object: "transfer_reversal",
    amount: row.amount,
    balance_transaction: row.balanceTransactionId,
    created: row.created,
    currency: row.currency,
    destination_payment_refund: null,
    metadata: row.metadata,
    source_refund: row.sourceRefundId,
    transfer: row.transferId,
  };
}
