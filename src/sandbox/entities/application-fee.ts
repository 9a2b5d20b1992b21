import type { Metadata, Row } from "./row.js";

/** A platform's part of a payment; the row is the platform's. */
export interface ApplicationFeeRow extends Row {
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly created: number;
  /** Who was paid. */
  readonly payee: string;
  /** The payment on the payee's account. */
  readonly chargeId: string;
  /** The platform's charge, where the payee only got a transfer. */
  readonly originatingChargeId: string | null;
  readonly balanceTransactionId: string;
  readonly refundIds: readonly string[];
}

export interface FeeRefundRow extends Row {
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly feeId: string;
  readonly balanceTransactionId: string;
  readonly metadata: Metadata;
}
