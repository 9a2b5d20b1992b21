import type { Row } from "./row.js";

export interface BalanceTransactionRow extends Row {
  readonly amount: number;
  readonly fee: number;
  /** The platform's part of the fee. */
  readonly applicationFee?: number;
  readonly currency: string;
  readonly created: number;
  readonly source: string;
  readonly type:
    | "application_fee"
    | "application_fee_refund"
    | "charge"
    | "payment"
    | "payment_refund"
    | "refund"
    | "refund_failure"
    | "transfer"
    | "transfer_refund";
  readonly description: string | null;
}
