import type { Work } from "../api/work.js";
import type { ApplicationFeeRow, FeeRefundRow } from "../entities/application-fee.js";
import type { StripeObject } from "../entities/row.js";
import { lettersOf } from "../store/random.js";
import { newestFew } from "./newest-few.js";

export function formatApplicationFee(row: ApplicationFeeRow, work: Work): StripeObject {
  return {
    id: row.id,
    object: "application_fee",
    account: row.payee,
    amount: row.amount,
    amount_refunded: row.amountRefunded,
    application: `ca_${lettersOf(32, row.account, "application")}`,
    balance_transaction: row.balanceTransactionId,
    charge: row.chargeId,
    created: row.created,
    currency: row.currency,
    fee_source: { charge: row.chargeId, type: "charge" },
    livemode: false,
    originating_transaction: row.originatingChargeId,
    refunded: row.amountRefunded === row.amount,
    refunds: newestFew(row.refundIds, {
      find: (id) => work.findOnPlatform("fee_refunds", id),
      format: formatFeeRefund,
      url: `/v1/application_fees/${row.id}/refunds`,
    }),
  };
}

export function formatFeeRefund(row: FeeRefundRow): StripeObject {
  return {
    id: row.id,
    object: "fee_refund",
    amount: row.amount,
    balance_transaction: row.balanceTransactionId,
    created: row.created,
    currency: row.currency,
    fee: row.feeId,
    metadata: row.metadata,
  };
}
