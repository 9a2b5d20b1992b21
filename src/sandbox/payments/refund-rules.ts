import { invalidParameter, refusal } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { RefundRow } from "../entities/refund.js";

const DAY_SECONDS = 24 * 60 * 60;

/** TWINT gives back within 180 days (facts 6). */
const TWINT_WINDOW_SECONDS = 180 * DAY_SECONDS;

export function assertInTime(work: Work, charge: ChargeRow): void {
  if (charge.paymentMethodDetails["type"] !== "twint") return;
  if (work.nowSeconds - charge.created <= TWINT_WINDOW_SECONDS) return;
  const message = `Charge ${charge.id} can no longer be refunded: TWINT payments can be refunded within 180 days.`;
  throw refusal({ code: "charge_not_refundable", message });
}

interface Flags {
  readonly refund_application_fee?: boolean;
  readonly reverse_transfer?: boolean;
}

/** Neither a fee nor a transfer can be given back where there was none. */
export function assertFlags(charge: ChargeRow, flags: Flags): void {
  if (flags.refund_application_fee === true && !charge.applicationFeeId) {
    const message = `Charge ${charge.id} has no application fee to refund.`;
    throw invalidParameter({ message, param: "refund_application_fee" });
  }
  if (flags.reverse_transfer === true && !charge.transferId) {
    const message = `Charge ${charge.id} has no associated transfer to reverse.`;
    throw invalidParameter({ message, param: "reverse_transfer" });
  }
}

/** Card refunds succeed at once, as recorded; without money on the balance they wait for it (facts 6, 7). */
export function beginningOf(work: Work, isCard: boolean): Pick<RefundRow, "status" | "pendingReason"> {
  const { balance, lpm_refund: lpmRefund } = work.switches.sim;
  if (isCard && balance === "short") return { status: "pending", pendingReason: "insufficient_funds" };
  if (!isCard && lpmRefund === "pending") return { status: "pending", pendingReason: "processing" };
  return { status: "succeeded", pendingReason: null };
}
