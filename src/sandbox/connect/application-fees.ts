import { bookTransaction } from "../balance/book-transaction.js";
import { newFamilyId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { ApplicationFeeRow, FeeRefundRow } from "../entities/application-fee.js";
import type { ChargeRow } from "../entities/charge.js";
import type { Metadata } from "../entities/row.js";
import { formatApplicationFee } from "../formatters/application-fee.js";
import { emitToPlatform } from "../webhooks/emit.js";

/** Never more than what was captured, whatever was asked for while more was held. */
export function feeOf({ applicationFeeAmount, amountCaptured }: ChargeRow): number {
  return Math.min(applicationFeeAmount ?? 0, amountCaptured);
}

/** Who pays the fee: the charge's own account, or the one that its money is handed on to. */
interface Payee {
  readonly account: string;
  readonly chargeId: string;
}

/** The fee comes into being with the capture and is the platform's, as its event is (facts 10). */
export function takeFee(work: Work, charge: ChargeRow, payee: Payee): ApplicationFeeRow {
  const id = newFamilyId(work, "fee", "1");
  const [amount, { currency }, account] = [feeOf(charge), charge, work.mainAccount];
  const fee = work.put("application_fees", {
    id,
    account,
    amount,
    amountRefunded: 0,
    balanceTransactionId: bookTransaction(work, { account, amount, currency, source: id, type: "application_fee" }),
    chargeId: payee.chargeId,
    created: work.nowSeconds,
    currency,
    originatingChargeId: payee.chargeId === charge.id ? null : charge.id,
    payee: payee.account,
    refundIds: [],
  });
  emitToPlatform(work, "application_fee.created", formatApplicationFee(fee, work));
  return fee;
}

/** The platform's side of it; what the payee's balance says depends on what else is given back. */
export function refundFee(
  work: Work,
  fee: ApplicationFeeRow,
  { amount, metadata = {} }: { amount: number; metadata?: Metadata },
): FeeRefundRow {
  const id = newFamilyId(work, "fr", "1");
  const { account, currency } = fee;
  const booking = { account, amount: -amount, currency, source: id, type: "application_fee_refund" } as const;
  const refund = work.put("fee_refunds", {
    id,
    account,
    amount,
    balanceTransactionId: bookTransaction(work, booking),
    created: work.nowSeconds,
    currency,
    feeId: fee.id,
    metadata,
  });
  const changed = work.put("application_fees", {
    ...fee,
    amountRefunded: fee.amountRefunded + amount,
    refundIds: [...fee.refundIds, id],
  });
  emitToPlatform(work, "application_fee.refunded", formatApplicationFee(changed, work));
  return refund;
}

/** Where nothing else goes back to the payee, the fee comes as a transaction of its own. */
export function creditFee(work: Work, { payee, currency }: ApplicationFeeRow, refund: FeeRefundRow): void {
  bookTransaction(work, {
    account: payee,
    amount: refund.amount,
    currency,
    source: refund.id,
    type: "application_fee_refund",
  });
}
