import type { Metadata, Row } from "./row.js";

/** Money that went from one account's balance to another's; the row is the sender's. */
export interface TransferRow extends Row {
  readonly amount: number;
  readonly amountReversed: number;
  readonly currency: string;
  readonly created: number;
  readonly description: string | null;
  readonly destination: string;
  /** What the receiver sees as a payment. */
  readonly destinationPaymentId: string;
  /** The charge whose money it is, where it is tied to one. */
  readonly sourceTransaction: string | null;
  readonly transferGroup: string | null;
  readonly balanceTransactionId: string;
  readonly reversalIds: readonly string[];
  readonly metadata: Metadata;
}

export interface TransferReversalRow extends Row {
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly transferId: string;
  /** The refund that brought it about. */
  readonly sourceRefundId: string | null;
  readonly balanceTransactionId: string;
  readonly metadata: Metadata;
}
