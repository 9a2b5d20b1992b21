import { refusal, unexpectedState } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { confirmOnlineCard } from "./confirm-online-card.js";
import { confirmRedirect } from "./confirm-redirect.js";

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

const MISSING_METHOD =
  "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
  "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method " +
  "or ConfirmationToken.";

export interface ConfirmParams {
  readonly return_url?: string;
  readonly error_on_requires_action?: boolean;
}

/** Begins the attempt that the attached method stands for. */
export function confirmIntent(work: Work, intent: PaymentIntentRow, params: ConfirmParams): PaymentIntentRow {
  assertConfirmable(intent);
  const method = intent.paymentMethodId === null ? undefined : work.find("payment_methods", intent.paymentMethodId);
  if (!method) throw unexpectedState(MISSING_METHOD, formatPaymentIntent(intent));

  if (method.type === "card") return confirmOnlineCard(work, intent, method);
  if (method.type === "twint") return confirmRedirect(work, intent, { method, params });
  throw refusal({
    message: `The sandbox does not play the payment method type ${method.type}.`,
    param: "payment_method",
  });
}

export function assertConfirmable(intent: PaymentIntentRow): void {
  if (CONFIRMABLE.includes(intent.status)) return;
  const message =
    intent.status === "succeeded" || intent.status === "requires_capture"
      ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        "one of the following statuses may be confirmed: requires_confirmation, requires_action.";
  throw unexpectedState(message, formatPaymentIntent(intent));
}
