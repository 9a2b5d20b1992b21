import type { PaymentActivity } from "./activity.js";
import type { Order } from "./order.js";
import type { Payment } from "./payment.js";

export const NEXT_ACTIONS = [
  "WAIT",
  "PROCESS_ON_READER",
  "CONFIRM",
  "OPEN_REDIRECT",
  "CAPTURE",
  "CANCEL",
  "CANCEL_READER_ACTION",
  "COMPLETE_ORDER",
  "REFUND",
  "TAKE_ANOTHER_TENDER",
  "RECHECK",
  "CHECK_CONNECTION",
  "CALL_FOR_HELP",
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

/** Something the cashier may safely do now, with a sentence that can be shown. */
export interface NextSafeAction {
  action: NextAction;
  reason: string;
  notBefore: Date | null;
}

/** What an offer about a payment goes by. */
export interface PaymentFacts {
  payment: Payment;
  /** Null for an adopted payment that is not linked yet. */
  order: Order | null;
  activity: PaymentActivity;
  /** Whether a write to another payment of the order is under way: what is held now may be let go in a moment. */
  isOrderBusy?: boolean;
  /** How many of its attempts in a row, the latest among them, got no answer. */
  unansweredInARow?: number;
}

export function next(action: NextAction, reason: string, notBefore: Date | null = null): NextSafeAction {
  return { action, reason, notBefore };
}
