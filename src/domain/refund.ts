import type { PaymentOrigin } from "./payment.js";

export const REFUND_STATUSES = [
  "DISPATCHING",
  "UNKNOWN",
  "PENDING",
  "REQUIRES_ACTION",
  "SUCCEEDED",
  "FAILED",
  "CANCELED",
] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export interface Refund {
  id: string;
  accountId: string;
  locationId: string;
  livemode: boolean;
  paymentId: string;
  status: RefundStatus;
  amountMinor: number;
  currency: string;
  reason: string | null;
  failureReason: string | null;
  stripeRefundId: string | null;
  origin: PaymentOrigin;
  createdAt: Date;
}
