import { bookTransaction } from "../balance/book-transaction.js";
import { newFamilyId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { Metadata } from "../entities/row.js";
import type { TransferReversalRow, TransferRow } from "../entities/transfer.js";
import { formatTransfer } from "../formatters/transfer.js";
import { emit } from "../webhooks/emit.js";

interface Reversal {
  readonly amount: number;
  /** What the payee gets back of its fee with it. */
  readonly feeReturned?: number;
  readonly sourceRefundId?: string;
  readonly metadata?: Metadata;
}

/** Brings transferred money back to the platform. */
export function reverseTransfer(work: Work, transfer: TransferRow, reversal: Reversal): TransferReversalRow {
  const { amount, feeReturned = 0, sourceRefundId = null, metadata = {} } = reversal;
  const { currency, destination: account, destinationPaymentId } = transfer;
  const id = newFamilyId(work, "trr", "1");
  bookTransaction(work, {
    account,
    amount: -amount,
    applicationFee: -feeReturned,
    currency,
    fee: -feeReturned,
    source: destinationPaymentId,
    type: "payment_refund",
  });
  const made = work.put("transfer_reversals", {
    id,
    account: work.account,
    amount,
    balanceTransactionId: bookTransaction(work, { amount, currency, source: id, type: "transfer_refund" }),
    created: work.nowSeconds,
    currency,
    metadata,
    sourceRefundId,
    transferId: transfer.id,
  });
  const reversed = work.put("transfers", {
    ...transfer,
    amountReversed: transfer.amountReversed + amount,
    reversalIds: [...transfer.reversalIds, id],
  });
  emit(work, "transfer.reversed", formatTransfer(reversed, work));
  return made;
}
