import type { Work } from "../api/work.js";
import type { BalanceTransactionRow } from "../entities/balance-transaction.js";
import type { StripeObject } from "../entities/row.js";

/** Days until money of a Swiss standard account may be paid out. */
const AVAILABLE_AFTER_SECONDS = 7 * 24 * 60 * 60;

/** Where reports call it otherwise than the transaction does. */
const CATEGORIES: Partial<Record<BalanceTransactionRow["type"], string>> = {
  application_fee: "platform_earning",
  application_fee_refund: "platform_earning_refund",
  payment: "charge",
  payment_refund: "refund",
  transfer_refund: "transfer_reversal",
};

export function availableOn({ created }: BalanceTransactionRow): number {
  return created + AVAILABLE_AFTER_SECONDS;
}

export function formatBalanceTransaction(row: BalanceTransactionRow, work: Work): StripeObject {
  return {
    id: row.id,
    object: "balance_transaction",
    amount: row.amount,
    available_on: availableOn(row),
    balance_type: "payments",
    created: row.created,
    currency: row.currency,
    description: row.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details: feeDetails(row),
    net: row.amount - row.fee,
    reporting_category: CATEGORIES[row.type] ?? row.type,
    source: row.source,
    status: work.nowSeconds < availableOn(row) ? "pending" : "available",
    type: row.type,
  };
}

function feeDetails(row: BalanceTransactionRow): StripeObject[] {
  const ours = row.applicationFee ?? 0;
  const { currency } = row;
  const application = {
    amount: ours,
    application: null,
    currency,
    description: "application fee",
    type: "application_fee",
  };
  const stripe = {
    amount: row.fee - ours,
    application: null,
    currency,
    description: "Stripe processing fees",
    type: "stripe_fee",
  };
  return [application, stripe].filter(({ amount }) => amount !== 0);
}
