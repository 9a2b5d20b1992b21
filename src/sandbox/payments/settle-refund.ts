import { schedule } from "../background/schedule.js";
import { bookTransaction } from "../balance/book-transaction.js";
import type { Work } from "../api/work.js";
import type { RefundRow } from "../entities/refund.js";
import { formatRefund } from "../formatters/refund.js";
import { lettersOf } from "../store/random.js";
import { emit } from "../webhooks/emit.js";
import { putRefund } from "./put-refund.js";

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
  putRefund(work, refund, { ...refund, destinationDetails, pendingReason: null, status: "succeeded" });
}

/** A card's refund waits for the balance; one of another method fails (facts 6). */
function lackMoney(work: Work, refund: RefundRow): void {
  if (!refund.destinationDetails["card"]) return failRefund(work, refund, "insufficient_funds");
  // Where the clock was moved by years, the hours in between would all find the balance that there is now.
  const hoursGone = Math.floor((work.clockMs - work.nowMs) / LOOK_AGAIN_MS);
  const dueAtMs = work.nowMs + (hoursGone + 1) * LOOK_AGAIN_MS;
  schedule(work, { kind: "settle_refund", subject: refund.id, dueAtMs });
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
  const { amount, currency, id: source, paymentIntentId } = refund;
  const booking = { amount, currency, source, type: "refund_failure", paymentIntentId } as const;
  const failed = putRefund(work, refund, {
    ...refund,
    failureBalanceTransactionId: bookTransaction(work, booking),
    failureReason,
    pendingReason: null,
    status: "failed",
  });
  if (charge) work.put("charges", { ...charge, amountRefunded: charge.amountRefunded - refund.amount });
  emit(work, "refund.failed", formatRefund(failed));
}
