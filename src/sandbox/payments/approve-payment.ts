import { schedule } from "../background/schedule.js";
import type { Work } from "../api/work.js";
import { sharePayment } from "../connect/share-payment.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { emit } from "../webhooks/emit.js";
import { spendMethod } from "./customer-methods.js";
import { bookCharge } from "./settle-charge.js";

/** The issuer said yes: a hold under manual capture, the money otherwise (facts 3.3). */
export function approvePayment(work: Work, intent: PaymentIntentRow, charge: ChargeRow): PaymentIntentRow {
  const approved = {
    ...intent,
    lastPaymentError: null,
    latestChargeId: charge.id,
    nextAction: null,
    paymentMethodId: charge.paymentMethodId,
  };
  spendMethod(work, charge.paymentMethodId);
  return charge.captureBefore === null ? takeAtOnce(work, approved, charge) : hold(work, approved, charge);
}

function hold(work: Work, intent: PaymentIntentRow, charge: ChargeRow): PaymentIntentRow {
  work.put("charges", charge);
  const held = work.put("payment_intents", { ...intent, amountCapturable: charge.amount, status: "requires_capture" });
  schedule(work, { kind: "expire_authorization", subject: intent.id, dueAtMs: (charge.captureBefore ?? 0) * 1000 });
  emit(work, "charge.succeeded", formatCharge(charge));
  emit(work, "payment_intent.amount_capturable_updated", formatPaymentIntent(held));
  return held;
}

/** Under `automatic_async` the balance transaction comes a moment later, under `automatic` with the answer. */
function takeAtOnce(work: Work, intent: PaymentIntentRow, charge: ChargeRow): PaymentIntentRow {
  const taken = sharePayment(work, { ...charge, captured: true, amountCaptured: charge.amount });
  const booked = intent.captureMethod === "automatic" ? bookCharge(work, taken) : taken;
  work.put("charges", booked);
  if (booked.balanceTransactionId === null) scheduleBooking(work, booked.id);
  const paid = work.put("payment_intents", { ...intent, amountReceived: charge.amount, status: "succeeded" });
  emit(work, "charge.succeeded", formatCharge(booked));
  emit(work, "payment_intent.succeeded", formatPaymentIntent(paid));
  return paid;
}

export function scheduleBooking(work: Work, chargeId: string): void {
  schedule(work, { kind: "settle_charge", subject: chargeId, dueAtMs: work.nowMs + work.switches.balanceDelayMs });
}
