import type { NextSafeAction } from "../domain/next-safe-action.js";
import type { Order } from "../domain/order.js";
import type { Payment } from "../domain/payment.js";
import type { ReaderAction } from "../domain/reader-action.js";
import type { Reader } from "../domain/reader.js";

/** What a mutation on a payment answers: things as they stand when it answers, which may be before Stripe did. */
export interface PaymentResult {
  payment: Payment;
  order: Order | null;
  action: ReaderAction | null;
  warnings: string[];
}

export interface TwintResult {
  payment: Payment;
  order: Order;
  redirectUrl: string;
  deadlineAt: Date;
}

export interface ReaderResult {
  reader: Reader;
  action: ReaderAction | null;
}

export type { NextSafeAction };
