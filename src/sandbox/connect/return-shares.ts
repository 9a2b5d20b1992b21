import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import { creditFee, refundFee } from "./application-fees.js";
import { reverseTransfer } from "./reverse-transfer.js";

interface Return {
  readonly refundId: string;
  readonly amount: number;
  readonly refundsFee: boolean;
  readonly reversesTransfer: boolean;
}

export interface Returned {
  /** What the refunded account itself gets back of its fee. */
  readonly feeReturned: number;
  readonly transferReversalId: string | null;
}

/** A refund takes fee and transfer back in proportion, each where it was asked for (facts 10). */
export function returnShares(work: Work, charge: ChargeRow, order: Return): Returned {
  const refunded = order.refundsFee ? returnFee(work, charge, order.amount) : undefined;
  const fee = refunded?.refund.amount ?? 0;
  const transfer = charge.transferId ? work.find("transfers", charge.transferId) : undefined;
  if (!transfer) return { feeReturned: fee, transferReversalId: null };

  const share = shareOf(transfer.amount, order.amount, charge);
  const amount = Math.min(share, transfer.amount - transfer.amountReversed);
  if (order.reversesTransfer && amount > 0) {
    const reversal = reverseTransfer(work, transfer, { amount, feeReturned: fee, sourceRefundId: order.refundId });
    return { feeReturned: 0, transferReversalId: reversal.id };
  }
  if (refunded) creditFee(work, refunded.fee, refunded.refund);
  return { feeReturned: 0, transferReversalId: null };
}

function returnFee(work: Work, charge: ChargeRow, refunded: number) {
  const fee = charge.applicationFeeId ? work.findOnPlatform("application_fees", charge.applicationFeeId) : undefined;
  if (!fee) return undefined;
  const share = shareOf(fee.amount, refunded, charge);
  const amount = Math.min(share, fee.amount - fee.amountRefunded);
  return amount === 0 ? undefined : { fee, refund: refundFee(work, fee, { amount }) };
}

function shareOf(whole: number, refunded: number, { amountCaptured }: ChargeRow): number {
  return Math.round((whole * refunded) / amountCaptured);
}
