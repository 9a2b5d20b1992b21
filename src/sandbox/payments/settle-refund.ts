import { newRelatedId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { RefundRow } from "../entities/refund.js";
import { formatRefund } from "../formatters/refund.js";
import { lettersOf } from "../store/random.js";
import { emit } from "../webhooks/emit.js";

/** Some time after a refund: the network's reference arrives, or the refund turns out to have failed (facts 7). */
export function settleRefund(work: Work, refundId: string): void {
  const refund = work.find("refunds", refundId);
  const charge = refund && work.find("charges", refund.chargeId);
  if (!refund || !charge) return;
  if (charge.refundFails) return failRefund(work, refund);

  const updated = work.put("refunds", { ...refund, destinationDetails: withReference(refund) });
  emit(work, "refund.updated", formatRefund(updated));
  emit(work, "charge.refund.updated", formatRefund(updated));
}

function withReference(refund: RefundRow): RefundRow["destinationDetails"] {
  const card = refund.destinationDetails["card"] as Record<string, unknown> | undefined;
  if (!card) return refund.destinationDetails;
  const reference = lettersOf(20, refund.id, "reference").toUpperCase();
  return { ...refund.destinationDetails, card: { reference, ...card, reference_status: "available" } };
}

/** The money comes back to the balance, and the charge counts it as not refunded. */
function failRefund(work: Work, refund: RefundRow): void {
  const charge = work.find("charges", refund.chargeId);
  const id = newRelatedId(work, "txn", refund.paymentIntentId);
  work.put("balance_transactions", {
    id,
    account: work.account,
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    created: work.nowSeconds,
    source: refund.id,
    type: "refund_failure",
    description: null,
  });
  const failed = work.put("refunds", {
    ...refund,
    failureBalanceTransactionId: id,
    failureReason: "expired_or_canceled_card",
    status: "failed",
  });
  if (charge) work.put("charges", { ...charge, amountRefunded: charge.amountRefunded - refund.amount });
  emit(work, "refund.updated", formatRefund(failed));
  emit(work, "refund.failed", formatRefund(failed));
  emit(work, "charge.refund.updated", formatRefund(failed));
}
