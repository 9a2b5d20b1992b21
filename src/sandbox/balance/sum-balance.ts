import type { Work } from "../api/work.js";
import { availableOn } from "../formatters/balance-transaction.js";

export interface Sums {
  readonly available: number;
  readonly pending: number;
}

/** What an account's transactions come to in each currency: by now, and later. */
export function sumBalance(work: Work): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const row of work.tables.balance_transactions.newestFirst(work.account)) {
    const { available, pending } = sums.get(row.currency) ?? { available: 0, pending: 0 };
    const net = row.amount - row.fee;
    const isLater = work.nowSeconds < availableOn(row);
    sums.set(row.currency, isLater ? { available, pending: pending + net } : { available: available + net, pending });
  }
  return sums;
}
