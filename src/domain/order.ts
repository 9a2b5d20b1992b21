export const ORDER_STATUSES = ["OPEN", "COMPLETED", "CANCELED"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_PAYMENT_STATES = [
  "UNPAID",
  "IN_PROGRESS",
  "PARTIALLY_PAID",
  "AUTHORIZED",
  "PAID",
  "OVERPAID",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
] as const;
export type OrderPaymentState = (typeof ORDER_PAYMENT_STATES)[number];

export interface OrderLine {
  description: string;
  quantity: number;
  unitAmountMinor: number;
  amountMinor: number;
  taxMinor: number | null;
}

/** Sums over an order's payments, in minor units; tips stand apart from everything else. */
export interface OrderTotals {
  paymentState: OrderPaymentState;
  authorizedMinor: number;
  paidMinor: number;
  refundedMinor: number;
  tipMinor: number;
  /** May still be taken by something under way or unknown. */
  reservedMinor: number;
}

/** What a customer buys. Its totals are a projection of its payments, written under the order's row lock. */
export interface Order extends OrderTotals {
  id: string;
  accountId: string;
  locationId: string;
  livemode: boolean;
  /** The POS's own order number, unique per account and location. */
  reference: string;
  status: OrderStatus;
  tillId: string;
  staffRef: string | null;
  currency: string;
  totalMinor: number;
  /** Reconciliation leaves the order's holds alone until then: a tab, a stay. */
  holdUntil: Date | null;
  /** The number of the order's latest timeline entry. */
  sequence: number;
  stripeAccount: string | null;
  metadata: Record<string, unknown>;
  /** Tells the same request apart from another one with the same reference. */
  contentHash: string;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
}
