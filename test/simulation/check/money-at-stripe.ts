import type { StripeChange, StripeIntent } from "../day-record.js";
import { asksOf, inputOf } from "./asked.js";
import type { KnownDay } from "./known-day.js";
import type { KnownPayment } from "./known-rows.js";

/** What one intent holds or has taken at a moment, its tip apart. */
export interface Taken {
  readonly heldMinor: number;
  readonly receivedMinor: number;
}

const NOTHING: Taken = { heldMinor: 0, receivedMinor: 0 };

export function isTaken(status: string): boolean {
  return status === "requires_capture" || status === "succeeded";
}

/** The intent as it stood when a step was over; undefined while there was none. */
export function stateAt(day: KnownDay, intentId: string, step: number): StripeChange | undefined {
  return day.changesOfIntent.get(intentId)?.findLast((change) => change.step <= step);
}

/** Where it was first held or paid, if it ever was. */
export function firstTaken(day: KnownDay, intentId: string): StripeChange | undefined {
  return day.changesOfIntent.get(intentId)?.find(({ status }) => isTaken(status));
}

export function takenBy(day: KnownDay, change: StripeChange | undefined): Taken {
  if (change === undefined) return NOTHING;
  const tip = tipsOf(day, change.intentId);
  const isHeld = change.status === "requires_capture" && change.amountCapturable > 0;
  return {
    heldMinor: isHeld ? change.amountCapturable - tip.onReaderMinor : 0,
    receivedMinor: change.amountReceived > 0 ? change.amountReceived - tip.onReaderMinor - tip.atCaptureMinor : 0,
  };
}

/** A tip counts as one only where Stripe, or a till that captured, said so. */
export function tipsOf(day: KnownDay, intentId: string): { onReaderMinor: number; atCaptureMinor: number } {
  const payment = day.paymentOfIntent.get(intentId);
  if (payment === undefined) return { onReaderMinor: 0, atCaptureMinor: 0 };
  const onReaderMinor = readerTipOf(day.intents.get(intentId)) ?? payment.tipMinor - payment.captureTipMinor;
  return { onReaderMinor, atCaptureMinor: Math.min(payment.captureTipMinor, largestTipAsked(day, payment)) };
}

function largestTipAsked(day: KnownDay, { id }: KnownPayment): number {
  const tips = asksOf(day, "capturePaymentIntent", ["paymentId", id]).map((told) =>
    Number(inputOf(told)["tipMinor"] ?? 0),
  );
  return Math.max(0, ...tips);
}

function readerTipOf(intent: StripeIntent | undefined): number | undefined {
  const { amount_details: details } = (intent ?? {}) as { amount_details?: { tip?: { amount?: number } } };
  return details === undefined ? undefined : (details.tip?.amount ?? 0);
}
