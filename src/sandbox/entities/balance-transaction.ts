import type { Row } from "./row.js";

export interface BalanceTransactionRow extends Row {
  readonly amount: number;
  readonly fee: number;
  /** The platform's part of the fee. */
  readonly applicationFee?: number;
  readonly currency: string;
  readonly created: number;
  readonly source: string;
  readonly type: "charge" | "payment" | "refund" | "refund_failure";
  readonly description: string | null;
}
