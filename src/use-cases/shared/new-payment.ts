import type { Order } from "../../domain/order.js";
import type { Payment } from "../../domain/payment.js";
import type { Deps } from "../deps.js";

/** A payment of an order before anything is known of it but whose it is. */
export function newPayment(deps: Deps, order: Order): Omit<Payment, "tender" | "status" | "amountMinor"> {
  const at = deps.clock.now();
  return {
    id: deps.newId("payment"),
    accountId: order.accountId,
    locationId: order.locationId,
    livemode: order.livemode,
    orderId: order.id,
    origin: "API",
    stripeStatus: null,
    handover: "SERVER",
    tipMinor: 0,
    captureTipMinor: 0,
    currency: order.currency,
    amountCapturableMinor: 0,
    amountReceivedMinor: 0,
    amountRefundedMinor: 0,
    changeMinor: null,
    roundingMinor: null,
    applicationFeeMinor: null,
    captureMethod: null,
    captureBefore: null,
    captureBeforeSource: null,
    stripePaymentIntentId: null,
    stripeChargeId: null,
    stripeAccount: order.stripeAccount,
    card: null,
    lastError: null,
    handoverUnsettled: false,
    readsStarted: 0,
    lastReadRecorded: 0,
    createdAt: at,
    updatedAt: at,
  };
}
