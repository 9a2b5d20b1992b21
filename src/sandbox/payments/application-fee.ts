import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";

interface FeeParams {
  readonly application_fee_amount?: number | null | undefined;
  readonly transfer_data?: unknown;
}

/** A platform's fee: never more than the payment, and only where there is a platform beside the one who is paid. */
export function assertFee(work: Work, amount: number, { application_fee_amount: fee, transfer_data }: FeeParams): void {
  if (fee === undefined || fee === null) return;
  const param = "application_fee_amount";
  if (fee < 0) throw invalidParameter({ message: "Invalid non-negative integer", param });
  if (fee > amount)
    throw invalidParameter({ message: "The application fee can't be greater than the amount of the payment.", param });
  const isConnected = work.account !== work.mainAccount || Boolean(transfer_data);
  if (isConnected || work.switches.sim.fee_without_connect === "accepted") return;
  const message =
    "Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key " +
    "or Stripe-Account header) or destination payment (using `transfer_data[destination]`).";
  throw invalidParameter({ message, param });
}
