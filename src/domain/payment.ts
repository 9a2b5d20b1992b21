export const TENDERS = ["CARD_PRESENT", "TWINT", "CASH", "OTHER"] as const;
export type Tender = (typeof TENDERS)[number];

/** Stripe's PaymentIntent statuses, and what they lack. */
export const PAYMENT_STATUSES = [
  "CREATING",
  "CREATION_FAILED",
  "REQUIRES_PAYMENT_METHOD",
  "REQUIRES_CONFIRMATION",
  "REQUIRES_ACTION",
  "PROCESSING",
  "REQUIRES_CAPTURE",
  "CANCELED",
  "SUCCEEDED",
  "UNRECOGNIZED",
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Statuses in which whoever confirms a payment is at work, or may be at any moment. */
export const CONFIRMABLE_STATUSES = [
  "REQUIRES_PAYMENT_METHOD",
  "REQUIRES_CONFIRMATION",
  "REQUIRES_ACTION",
] as const satisfies readonly PaymentStatus[];

/** Statuses in which a payment may still take money without anybody here doing anything. */
export const UNDER_WAY_STATUSES = [
  ...CONFIRMABLE_STATUSES,
  "PROCESSING",
  "UNRECOGNIZED",
] as const satisfies readonly PaymentStatus[];

export const CAPTURE_METHODS = ["AUTOMATIC", "MANUAL", "MANUAL_PREFERRED"] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

/** CLIENT: a till with Stripe.js or an SDK confirms; only then is the client secret revealed. */
export const HANDOVERS = ["SERVER", "CLIENT"] as const;
export type Handover = (typeof HANDOVERS)[number];

export const PAYMENT_ORIGINS = ["API", "ADOPTED"] as const;
export type PaymentOrigin = (typeof PAYMENT_ORIGINS)[number];

export const CAPTURE_DEADLINE_SOURCES = ["CHARGE", "ASSUMED"] as const;
export type CaptureDeadlineSource = (typeof CAPTURE_DEADLINE_SOURCES)[number];

export interface CardDetails {
  brand: string;
  last4: string | null;
  funding: string | null;
  country: string | null;
  expMonth: number | null;
  expYear: number | null;
  network: string | null;
  readMethod: string | null;
  wallet: string | null;
  /** A wallet is only known for sure after the authorization. */
  walletConfirmed: boolean;
  interac: boolean;
  savedPaymentMethodId: string | null;
  incrementalAuthorizationSupported: boolean | null;
  overcaptureSupported: boolean | null;
}

/** Why an attempt failed. Never parse the messages. */
export interface PaymentFailure {
  code: string;
  declineCode: string | null;
  adviceCode: string | null;
  cashierMessage: string;
  customerMessage: string;
}

/** One tender's share of an order: one PaymentIntent, or one entry of cash. */
export interface Payment {
  id: string;
  accountId: string;
  locationId: string;
  livemode: boolean;
  /** Null only while an adopted payment waits to be linked. */
  orderId: string | null;
  origin: PaymentOrigin;
  tender: Tender;
  status: PaymentStatus;
  /** Stripe's own word, kept raw. */
  stripeStatus: string | null;
  handover: Handover;
  /** Without the tip. */
  amountMinor: number;
  /** Chosen on the reader or added at capture; within what was taken. */
  tipMinor: number;
  /** The part of the tip that was added at capture: Stripe tells only of one chosen on the reader. */
  captureTipMinor: number;
  currency: string;
  amountCapturableMinor: number;
  /** What was taken, the tip included; of cash: what stays in the drawer. */
  amountReceivedMinor: number;
  amountRefundedMinor: number;
  changeMinor: number | null;
  roundingMinor: number | null;
  applicationFeeMinor: number | null;
  captureMethod: CaptureMethod | null;
  captureBefore: Date | null;
  captureBeforeSource: CaptureDeadlineSource | null;
  stripePaymentIntentId: string | null;
  stripeChargeId: string | null;
  stripeAccount: string | null;
  card: CardDetails | null;
  lastError: PaymentFailure | null;
  /** A hand-over to a reader or a redirect ended without certainty: the intent may still take money until it is canceled. */
  handoverUnsettled: boolean;
  /** Reads of the PaymentIntent are numbered as they start; an older one never overwrites a newer one. */
  readsStarted: number;
  lastReadRecorded: number;
  createdAt: Date;
  updatedAt: Date;
}

export const RECORDED_TENDERS = ["CASH", "OTHER"] as const satisfies readonly Tender[];

/** Cash and other tenders are written down as they happened; Stripe knows nothing of them. */
export function isRecordedTender(tender: Tender): boolean {
  return (RECORDED_TENDERS as readonly Tender[]).includes(tender);
}
