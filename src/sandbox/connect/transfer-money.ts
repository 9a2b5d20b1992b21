import { bookTransaction } from "../balance/book-transaction.js";
import { newFamilyId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { TransferRow } from "../entities/transfer.js";
import { formatTransfer } from "../formatters/transfer.js";
import { emit } from "../webhooks/emit.js";

type Order = Pick<TransferRow, "amount" | "currency" | "destination" | "sourceTransaction" | "transferGroup"> &
  Partial<Pick<TransferRow, "description" | "metadata">> & {
    /** What the platform keeps of it. */
    readonly applicationFee?: number;
  };

/** Moves money to another account of the platform: both balances tell of it at once (facts 10). */
export function transferMoney(work: Work, { applicationFee = 0, ...order }: Order): TransferRow {
  const id = newFamilyId(work, "tr", "3");
  const destinationPaymentId = newFamilyId(work, "py", "3");
  const { amount, currency, destination } = order;
  bookTransaction(work, {
    account: destination,
    amount,
    applicationFee,
    currency,
    fee: applicationFee,
    source: destinationPaymentId,
    type: "payment",
  });
  const transfer = work.put("transfers", {
    id,
    account: work.account,
    amountReversed: 0,
    created: work.nowSeconds,
    description: null,
    metadata: {},
    ...order,
    destinationPaymentId,
    balanceTransactionId: bookTransaction(work, { amount: -amount, currency, source: id, type: "transfer" }),
    reversalIds: [],
  });
  emit(work, "transfer.created", formatTransfer(transfer, work));
  return transfer;
}
