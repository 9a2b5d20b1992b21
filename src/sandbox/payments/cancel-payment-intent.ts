import { unschedule } from "../background/schedule.js";
import type { Call } from "../api/route.js";
import { unexpectedState } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import type { ReadFields } from "../validation/param.js";
import { emit } from "../webhooks/emit.js";
import { getPaymentIntent } from "./get-payment-intent.js";
import type { cancelFields } from "./payment-intent-params.js";
import { releaseHold } from "./release-hold.js";

const CANCELABLE = [
  "requires_payment_method",
  "requires_capture",
  "requires_reauthorization",
  "requires_confirmation",
  "requires_action",
  "expired",
  "processing",
];

/** Cancelling twice is an error too (facts 2). */
export function cancelPaymentIntent({ work, params, ids }: Call<ReadFields<typeof cancelFields>>): StripeObject {
  const intent = getPaymentIntent(work, ids["intent"] ?? "");
  if (!CANCELABLE.includes(intent.status)) {
    const message =
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one ` +
      `of the following statuses may be canceled: ${CANCELABLE.join(", ")}.`;
    throw unexpectedState(message, formatPaymentIntent(intent));
  }

  const charge = intent.status === "requires_capture" ? releaseHold(work, intent) : undefined;
  unschedule(work, "expire_authorization", intent.id);
  const canceled = work.put("payment_intents", {
    ...intent,
    amountCapturable: 0,
    canceledAt: work.nowSeconds,
    cancellationReason: params.cancellation_reason ?? null,
    nextAction: null,
    status: "canceled",
  });
  const told = work.switches.sim.canceled_hold_event;
  if (charge && told !== "none") emit(work, told, formatCharge(charge));
  emit(work, "payment_intent.canceled", formatPaymentIntent(canceled));
  return formatPaymentIntent(canceled);
}
