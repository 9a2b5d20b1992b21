import type { Payment, PaymentStatus } from "./payment.js";
import { toPaymentFailure } from "./payment-failure.js";
import type { ReaderAction } from "./reader-action.js";
import { type Conclusion, concludeAction } from "./conclude-action.js";
import type { IntentSnapshot, Look } from "./snapshots.js";
import type { TimelineDraft, TimelineType } from "./timeline.js";

/** The window Stripe promises for Terminal authorizations where the charge does not say (docs.stripe.com/terminal). */
const ASSUMED_CAPTURE_WINDOW_MS = 48 * 3_600_000;

const STATUS_BY_STRIPE: ReadonlyMap<string, PaymentStatus> = new Map([
  ["requires_payment_method", "REQUIRES_PAYMENT_METHOD"],
  ["requires_confirmation", "REQUIRES_CONFIRMATION"],
  ["requires_action", "REQUIRES_ACTION"],
  ["processing", "PROCESSING"],
  ["requires_capture", "REQUIRES_CAPTURE"],
  ["canceled", "CANCELED"],
  ["succeeded", "SUCCEEDED"],
]);

/** Our status for Stripe's; a word we do not know is kept raw beside UNRECOGNIZED. */
export function toPaymentStatus(stripeStatus: string): PaymentStatus {
  return STATUS_BY_STRIPE.get(stripeStatus) ?? "UNRECOGNIZED";
}

export interface Observed {
  payment: Payment;
  action: ReaderAction | null;
  entries: TimelineDraft[];
}

/** The payment before the look, and the action that holds its reader or redirect, if one does. */
export interface Current {
  payment: Payment;
  liveAction: ReaderAction | null;
  /** Whether our cancel of that action is under way. */
  cancelPending: boolean;
  /** Whether our change of its amount is under way: until its answer the larger amount is reserved. */
  updatePending?: boolean;
  /** The tip that our capture under way takes along: of what a look finds taken it is no part of the sale. */
  tipBeingCapturedMinor?: number;
}

/**
 * What a look at Stripe changes: the payment's row, its live action, and what the timeline says of it.
 *
 * A look that began before one already recorded is late: of it only what can't be undone counts (succeeded, canceled,
 * sums received and refunded). The same look recorded twice changes nothing.
 */
export function observe(current: Current, look: Look, now: Date): Observed {
  const isLate = look.number <= current.payment.lastReadRecorded;
  const payment = isLate ? withLateLook(current.payment, look, now) : withLook(current.payment, look, now);
  const concluded =
    current.liveAction === null ? null : concludeAction({ ...current, liveAction: current.liveAction }, look, now);
  const kept = current.updatePending === true ? withLargerAmount(current.payment, payment) : payment;
  const { tipBeingCapturedMinor: tipMinor = 0 } = current;
  const isTipped = tipMinor > 0 && kept.status === "SUCCEEDED";
  const settled = settle(isTipped ? withCaptureTip(kept, tipMinor) : kept, concluded);
  return {
    payment: settled,
    action: concluded?.action ?? current.liveAction,
    entries: [...paymentEntries(current.payment, settled), ...(concluded?.entries ?? [])],
  };
}

function withLook(payment: Payment, look: Look, now: Date): Payment {
  const { intent } = look;
  const status = monotoneStatus(payment.status, toPaymentStatus(intent.status));
  return {
    ...payment,
    ...moneyOf(payment, intent),
    lastReadRecorded: look.number,
    status,
    stripeStatus: intent.status,
    stripePaymentIntentId: intent.id,
    stripeChargeId: intent.charge?.id ?? payment.stripeChargeId,
    amountMinor: intent.amountMinor - intent.tipMinor,
    tipMinor: intent.tipMinor + payment.captureTipMinor,
    amountCapturableMinor: intent.amountCapturableMinor,
    applicationFeeMinor: intent.applicationFeeMinor,
    card: intent.charge?.card ?? payment.card,
    lastError: lastErrorAfter(payment, intent, status),
    ...captureDeadline(payment, intent, { status, now }),
  };
}

/** Replaces the tip that was taken with the capture; one chosen on the reader stays. */
export function withCaptureTip(payment: Payment, captureTipMinor: number): Payment {
  const readerTipMinor = payment.tipMinor - payment.captureTipMinor;
  return { ...payment, captureTipMinor, tipMinor: readerTipMinor + captureTipMinor };
}

function withLargerAmount(before: Payment, seen: Payment): Payment {
  return { ...seen, amountMinor: Math.max(before.amountMinor, seen.amountMinor) };
}

/** A late look can still tell of an end, which nothing undoes, and of money that moved. */
function withLateLook(payment: Payment, look: Look, now: Date): Payment {
  const tellsOfEnd = isEnded(toPaymentStatus(look.intent.status)) && !isEnded(payment.status);
  if (!tellsOfEnd) return { ...payment, ...moneyOf(payment, look.intent) };
  return { ...withLook(payment, look, now), lastReadRecorded: payment.lastReadRecorded };
}

function isEnded(status: PaymentStatus): boolean {
  return status === "SUCCEEDED" || status === "CANCELED";
}

function monotoneStatus(current: PaymentStatus, seen: PaymentStatus): PaymentStatus {
  return isEnded(current) ? current : seen;
}

function moneyOf(
  payment: Payment,
  intent: IntentSnapshot,
): Pick<Payment, "amountReceivedMinor" | "amountRefundedMinor"> {
  // The charge of a hold that was let go reads as refunded in full, though nothing was taken that could be given back.
  const givenBackMinor = intent.amountReceivedMinor > 0 ? (intent.charge?.refundedMinor ?? 0) : 0;
  return {
    amountReceivedMinor: Math.max(payment.amountReceivedMinor, intent.amountReceivedMinor),
    amountRefundedMinor: Math.max(payment.amountRefundedMinor, givenBackMinor),
  };
}

/** Stripe forgets the reason of a decline at the next update of the intent; we keep it until the payment is taken. */
function lastErrorAfter(payment: Payment, intent: IntentSnapshot, status: PaymentStatus): Payment["lastError"] {
  if (status === "SUCCEEDED" || status === "REQUIRES_CAPTURE") return null;
  return intent.lastError === null ? payment.lastError : toPaymentFailure(intent.lastError);
}

function captureDeadline(
  payment: Payment,
  intent: IntentSnapshot,
  { status, now }: { status: PaymentStatus; now: Date },
): Pick<Payment, "captureBefore" | "captureBeforeSource"> {
  if (status !== "REQUIRES_CAPTURE")
    return { captureBefore: payment.captureBefore, captureBeforeSource: payment.captureBeforeSource };
  const { charge } = intent;
  if (charge?.captureBefore != null) return { captureBefore: charge.captureBefore, captureBeforeSource: "CHARGE" };
  const authorizedAt = charge?.createdAt ?? now;
  return {
    captureBefore: new Date(authorizedAt.getTime() + ASSUMED_CAPTURE_WINDOW_MS),
    captureBeforeSource: "ASSUMED",
  };
}

/**
 * A hand-over that did not end definitely leaves the intent able to take money, whatever later attempts end like; only
 * an intent that ended or was authorized settles it.
 */
function settle(payment: Payment, concluded: Conclusion | null): Payment {
  const isTaken = isEnded(payment.status) || payment.status === "REQUIRES_CAPTURE";
  if (isTaken) return { ...payment, handoverUnsettled: false };
  const isLeftOpen = concluded !== null && concluded.action.endedAt !== null && !concluded.endedDefinitely;
  return isLeftOpen ? { ...payment, handoverUnsettled: true } : payment;
}

const ENTRY_BY_STATUS: Partial<Record<PaymentStatus, TimelineType>> = {
  REQUIRES_CAPTURE: "payment.authorized",
  SUCCEEDED: "payment.succeeded",
  CANCELED: "payment.canceled",
};

function paymentEntries(before: Payment, after: Payment): TimelineDraft[] {
  const entries: TimelineDraft[] = [];
  const isDecline = after.stripeChargeId !== before.stripeChargeId && after.status === "REQUIRES_PAYMENT_METHOD";
  if (isDecline) {
    const codes = after.lastError === null ? { code: "card_declined", declineCode: null } : codesOf(after.lastError);
    entries.push({
      type: "payment.declined",
      paymentId: after.id,
      data: { ...codes, chargeId: after.stripeChargeId },
    });
  }
  if (before.status !== after.status && !isDecline && before.status !== "CREATING") {
    entries.push({
      type: ENTRY_BY_STATUS[after.status] ?? "payment.changed",
      paymentId: after.id,
      data: {
        from: before.status,
        to: after.status,
        amountReceivedMinor: after.amountReceivedMinor,
        ...(after.status === "REQUIRES_PAYMENT_METHOD" ? codesOf(after.lastError) : {}),
      },
    });
  } else if (before.amountMinor !== after.amountMinor || before.amountRefundedMinor !== after.amountRefundedMinor) {
    entries.push({
      type: "payment.changed",
      paymentId: after.id,
      data: { amountMinor: after.amountMinor, amountRefundedMinor: after.amountRefundedMinor },
    });
  }
  return entries;
}

function codesOf(failure: Payment["lastError"]): Record<string, unknown> {
  return failure === null ? {} : { code: failure.code, declineCode: failure.declineCode };
}
