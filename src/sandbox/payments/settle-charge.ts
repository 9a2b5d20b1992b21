import { newRelatedId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import { formatCharge } from "../formatters/charge.js";
import { emit } from "../webhooks/emit.js";

/** A made-up fee of the right order: 1.4 % and 10 centimes. */
const FEE_SHARE = 0.014;
const FEE_FIXED = 10;

/** Gives the charge its balance transaction. */
export function bookCharge(work: Work, charge: ChargeRow): ChargeRow {
  const id = newRelatedId(work, "txn", charge.paymentIntentId);
  const applicationFee = charge.applicationFeeId ? (charge.applicationFeeAmount ?? 0) : 0;
  work.put("balance_transactions", {
    id,
    account: work.account,
    amount: charge.amountCaptured,
    applicationFee,
    fee: Math.round(charge.amountCaptured * FEE_SHARE) + FEE_FIXED + applicationFee,
    currency: charge.currency,
    created: work.nowSeconds,
    source: charge.id,
    type: charge.id.startsWith("py_") ? "payment" : "charge",
    description: charge.description,
  });
  return { ...charge, balanceTransactionId: id };
}

export function settleCharge(work: Work, chargeId: string): void {
  const charge = work.find("charges", chargeId);
  if (!charge || charge.balanceTransactionId !== null) return;
  const booked = work.put("charges", bookCharge(work, charge));
  emit(work, "charge.updated", formatCharge(booked), { balance_transaction: null });
}
