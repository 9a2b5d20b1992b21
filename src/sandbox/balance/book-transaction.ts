import { newFamilyId, newRelatedId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { BalanceTransactionRow } from "../entities/balance-transaction.js";

export interface Booking extends Pick<BalanceTransactionRow, "amount" | "currency" | "source" | "type"> {
  /** Absent: the account that the work is for. */
  readonly account?: string;
  readonly fee?: number;
  readonly applicationFee?: number;
  readonly description?: string | null;
  /** Bookings of a payment share its infix (facts 1). */
  readonly paymentIntentId?: string;
}

/** Writes what happened to an account's balance, and answers the transaction's id. */
export function bookTransaction(work: Work, booking: Booking): string {
  const { account = work.account, fee = 0, applicationFee = 0, description = null, paymentIntentId, ...rest } = booking;
  const id = paymentIntentId === undefined ? newFamilyId(work, "txn", "1") : newRelatedId(work, "txn", paymentIntentId);
  work.put("balance_transactions", {
    id,
    account,
    fee,
    applicationFee,
    description,
    created: work.nowSeconds,
    ...rest,
  });
  return id;
}
