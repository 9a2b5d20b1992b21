import { schedule } from "../background/schedule.js";
import { newRelatedId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { RefundRow } from "../entities/refund.js";
import { formatRefund } from "../formatters/refund.js";
import { lettersOf } from "../store/random.js";
import { emit } from "../webhooks/emit.js";

/** How often a refund that waits for money looks at the balance. */
const LOOK_AGAIN_MS = 60 * 60 * 1000;

/** Some time after a refund: the network's reference arrives, or the refund turns out to have failed (facts 7). */
export function settleRefund(work: Work, refundId: string): void {
  const refund = work.find("refunds", refundId);
  const charge = refund && work.find("charges", refund.chargeId);
  if (!refund || !charge) return;
  if (charge.refundFails) return failRefund(work, refund, "expired_or_canceled_card");
  if (work.switches.sim.balance === "short") return lackMoney(work, refund);

  const destinationDetails = withReference(refund);
  const updated = work.put("refunds", { ...refund, destinationDetails, pendingReason: null, status: "succeeded" });
  emit(work, "refund.updated", formatRefund(updated));
  emit(work, "charge.refund.updated", formatRefund(updated));
}

/** A card's refund waits for the balance; one of another method fails (facts 6). */
function lackMoney(work: Work, refund: RefundRow): void {
  if (!refund.destinationDetails["card"]) return failRefund(work, refund, "insufficient_funds");
  schedule(work, { kind: "settle_refund", subject: refund.id, dueAtMs: work.nowMs + LOOK_AGAIN_MS });
}

function withReference(refund: RefundRow): RefundRow["destinationDetails"] {
  const card = refund.destinationDetails["card"] as Record<string, unknown> | undefined;
  if (!card) return refund.destinationDetails;
  const reference = lettersOf(20, refund.id, "reference").toUpperCase();
  return { ...refund.destinationDetails, card: { reference, ...card, reference_status: "available" } };
}

/** The money comes back to the balance, and the charge counts it as not refunded. */
function failRefund(work: Work, refund: RefundRow, failureReason: string): void {
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
    failureReason,
    pendingReason: null,
    status: "failed",
  });
  if (charge) work.put("charges", { ...charge, amountRefunded: charge.amountRefunded - refund.amount });
  emit(work, "refund.updated", formatRefund(failed));
  emit(work, "refund.failed", formatRefund(failed));
  emit(work, "charge.refund.updated", formatRefund(failed));
}
