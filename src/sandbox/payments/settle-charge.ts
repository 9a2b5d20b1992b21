import { bookTransaction } from "../balance/book-transaction.js";
import type { Work } from "../api/work.js";
import { feeOf } from "../connect/application-fees.js";
import type { ChargeRow } from "../entities/charge.js";
import { formatCharge } from "../formatters/charge.js";
import { emit } from "../webhooks/emit.js";

/** A made-up fee of the right order: 1.4 % and 10 centimes. */
const FEE_SHARE = 0.014;
const FEE_FIXED = 10;

/** Gives the charge its balance transaction; of a payment that was handed on, the receiver pays the platform's fee. */
export function bookCharge(work: Work, charge: ChargeRow): ChargeRow {
  const applicationFee = charge.applicationFeeId && !charge.transferId ? feeOf(charge) : 0;
  const id = bookTransaction(work, {
    amount: charge.amountCaptured,
    applicationFee,
    currency: charge.currency,
    description: charge.description,
    fee: Math.round(charge.amountCaptured * FEE_SHARE) + FEE_FIXED + applicationFee,
    paymentIntentId: charge.paymentIntentId,
    source: charge.id,
    type: charge.id.startsWith("py_") ? "payment" : "charge",
  });
  return { ...charge, balanceTransactionId: id };
}

export function settleCharge(work: Work, chargeId: string): void {
  const charge = work.find("charges", chargeId);
  if (!charge || charge.balanceTransactionId !== null) return;
  const booked = work.put("charges", bookCharge(work, charge));
  emit(work, "charge.updated", formatCharge(booked), { balance_transaction: null });
}
