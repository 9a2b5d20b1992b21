import type { OrderPaymentState, OrderStatus } from "./order.js";
import type { PaymentOrigin, PaymentStatus, Tender } from "./payment.js";

/** `from` is within the range, `to` is not. */
export interface TimeRange {
  from?: Date | null | undefined;
  to?: Date | null | undefined;
}

/** Both ends are within the range. */
export interface AmountRange {
  min?: number | null | undefined;
  max?: number | null | undefined;
}

type Maybe<T> = T | null | undefined;

export interface OrderFilter {
  statuses?: Maybe<OrderStatus[]>;
  paymentStates?: Maybe<OrderPaymentState[]>;
  createdAt?: Maybe<TimeRange>;
  locationIds?: Maybe<string[]>;
  tillIds?: Maybe<string[]>;
  referencePrefix?: Maybe<string>;
  totalMinor?: Maybe<AmountRange>;
}

export interface PaymentFilter {
  statuses?: Maybe<PaymentStatus[]>;
  tenders?: Maybe<Tender[]>;
  createdAt?: Maybe<TimeRange>;
  captureBefore?: Maybe<TimeRange>;
  outcomeUnknown?: Maybe<boolean>;
  orderStatuses?: Maybe<OrderStatus[]>;
  locationIds?: Maybe<string[]>;
  tillIds?: Maybe<string[]>;
  readerIds?: Maybe<string[]>;
  amountMinor?: Maybe<AmountRange>;
  brand?: Maybe<string>;
  last4?: Maybe<string>;
  stripeAccount?: Maybe<string>;
  stripePaymentIntentId?: Maybe<string>;
  stripeChargeId?: Maybe<string>;
  hasApplicationFee?: Maybe<boolean>;
  origin?: Maybe<PaymentOrigin>;
}

export const ORDER_SORTS = ["CREATED_AT_DESC", "CREATED_AT_ASC", "TOTAL_DESC"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export const PAYMENT_SORTS = ["CREATED_AT_DESC", "CREATED_AT_ASC", "AMOUNT_DESC", "CAPTURE_BEFORE_ASC"] as const;
export type PaymentSort = (typeof PAYMENT_SORTS)[number];
