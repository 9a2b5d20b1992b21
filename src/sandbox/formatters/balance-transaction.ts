import type { BalanceTransactionRow } from "../entities/balance-transaction.js";
import type { StripeObject } from "../entities/row.js";

/** Days until money of a Swiss standard account may be paid out. */
const AVAILABLE_AFTER_SECONDS = 7 * 24 * 60 * 60;

export function formatBalanceTransaction(row: BalanceTransactionRow): StripeObject {
  return {
    id: row.id,
    object: "balance_transaction",
    amount: row.amount,
    available_on: row.created + AVAILABLE_AFTER_SECONDS,
    balance_type: "payments",
    created: row.created,
    currency: row.currency,
    description: row.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details: feeDetails(row),
    net: row.amount - row.fee,
    reporting_category: row.type === "payment" ? "charge" : row.type,
    source: row.source,
    status: "pending",
    type: row.type,
  };
}

function feeDetails(row: BalanceTransactionRow): StripeObject[] {
  if (row.fee === 0) return [];
  return [
    {
      amount: row.fee,
      application: null,
      currency: row.currency,
      description: "Stripe processing fees",
      type: "stripe_fee",
    },
  ];
}
