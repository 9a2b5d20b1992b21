import type { CardDetails } from "./payment.js";
import type { ReaderStatus } from "./reader.js";

/** A PaymentIntent as one read found it, in our words. Times are ours, amounts Stripe's. */
export interface IntentSnapshot {
  id: string;
  /** Stripe's status, raw. */
  status: string;
  /** The tip included. */
  amountMinor: number;
  tipMinor: number;
  amountCapturableMinor: number;
  amountReceivedMinor: number;
  applicationFeeMinor: number | null;
  currency: string;
  livemode: boolean;
  charge: ChargeSnapshot | null;
  lastError: IntentError | null;
  redirectUrl: string | null;
}

export interface ChargeSnapshot {
  id: string;
  createdAt: Date;
  refundedMinor: number;
  captureBefore: Date | null;
  card: CardDetails | null;
}

export interface IntentError {
  code: string;
  declineCode: string | null;
  adviceCode: string | null;
}

/** A reader as one read found it. */
export interface ReaderSnapshot {
  id: string;
  label: string;
  deviceType: string;
  serialNumber: string;
  status: ReaderStatus;
  lastSeenAt: Date | null;
  action: ReaderActionSnapshot | null;
}

export interface ReaderActionSnapshot {
  type: string;
  status: string;
  paymentIntentId: string | null;
  failureCode: string | null;
}

/** One numbered look at Stripe: the reader first, where one is held, then the PaymentIntent. */
export interface Look {
  /** Given when the look began; looks are numbered per payment. */
  number: number;
  intent: IntentSnapshot;
  /** Null when no reader was asked, or it did not answer. */
  reader: ReaderSnapshot | null;
}
