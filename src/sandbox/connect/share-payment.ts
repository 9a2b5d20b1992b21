import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import { feeOf, takeFee } from "./application-fees.js";
import { transferMoney } from "./transfer-money.js";

/** Once the money is taken: the destination gets its part, and the platform its fee (facts 10). */
export function sharePayment(work: Work, charge: ChargeRow): ChargeRow {
  const applicationFee = feeOf(charge);
  const transfer = transferFor(work, charge, applicationFee);
  const payee = transfer
    ? { account: transfer.destination, chargeId: transfer.destinationPaymentId }
    : { account: work.account, chargeId: charge.id };
  return {
    ...charge,
    ...(transfer ? { transferId: transfer.id, transferGroup: transfer.transferGroup } : {}),
    ...(applicationFee === 0 ? {} : { applicationFeeId: takeFee(work, charge, payee).id }),
  };
}

function transferFor(work: Work, charge: ChargeRow, applicationFee: number) {
  const { amount, destination } = (charge.transferData ?? {}) as { amount?: number; destination?: string };
  if (destination === undefined) return undefined;
  return transferMoney(work, {
    amount: Math.min(amount ?? charge.amountCaptured, charge.amountCaptured),
    applicationFee,
    currency: charge.currency,
    destination,
    sourceTransaction: charge.id,
    transferGroup: charge.transferGroup ?? `group_${charge.paymentIntentId}`,
  });
}
