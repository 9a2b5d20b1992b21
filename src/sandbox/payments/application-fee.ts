import { newFamilyId } from "../api/new-id.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { StripeObject } from "../entities/row.js";
import { emitToPlatform } from "../webhooks/emit.js";

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

/** The fee's own object comes into being with the capture; its event belongs to the platform (facts 10). */
export function takeFee(work: Work, charge: ChargeRow): ChargeRow {
  if (!charge.applicationFeeAmount || charge.applicationFeeId) return charge;
  const taken = { ...charge, applicationFeeId: newFamilyId(work, "fee", "1") };
  emitToPlatform(work, "application_fee.created", formatFee(work, taken));
  return taken;
}

/** In proportion to what is given back of the payment. */
export function giveFeeBack(work: Work, charge: ChargeRow, amount: number): ChargeRow {
  const fee = charge.applicationFeeAmount ?? 0;
  const left = fee - (charge.applicationFeeRefunded ?? 0);
  const share = Math.min(left, Math.round((fee * amount) / charge.amountCaptured));
  const returned = { ...charge, applicationFeeRefunded: (charge.applicationFeeRefunded ?? 0) + share };
  emitToPlatform(work, "application_fee.refunded", formatFee(work, returned));
  return returned;
}

function formatFee(work: Work, charge: ChargeRow): StripeObject {
  const id = charge.applicationFeeId ?? "";
  const refunded = charge.applicationFeeRefunded ?? 0;
  return {
    id,
    object: "application_fee",
    account: charge.transferData?.["destination"] ?? work.account,
    amount: charge.applicationFeeAmount,
    amount_refunded: refunded,
    application: null,
    balance_transaction: null,
    charge: charge.id,
    created: work.nowSeconds,
    currency: charge.currency,
    fee_source: { charge: charge.id, type: "charge" },
    livemode: false,
    originating_transaction: null,
    refunded: refunded === charge.applicationFeeAmount,
    refunds: { object: "list", data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  };
}
