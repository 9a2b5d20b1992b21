import { invalidParameter, refusal, unexpectedState } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { cancelOverLimit, countConfirmation } from "./confirm-limit.js";
import { confirmOnlineCard } from "./confirm-online-card.js";
import { confirmRedirect } from "./confirm-redirect.js";

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

const MISSING_METHOD = "You cannot confirm this PaymentIntent because it's missing a payment method.";
const WHERE_TO_GET_ONE =
  "You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again " +
  "directly with a payment method or ConfirmationToken.";

const MISSING_RETURN_URL =
  "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment " +
  "methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept " +
  "redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
  "`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.";

const ON_READER: readonly string[] = ["card_present", "interac_present"];

export interface ConfirmParams {
  readonly return_url?: string;
  readonly error_on_requires_action?: boolean;
}

/** Begins the attempt that the attached method stands for. */
export function confirmIntent(work: Work, intent: PaymentIntentRow, params: ConfirmParams): PaymentIntentRow {
  assertConfirmable(intent);
  const method = intent.paymentMethodId === null ? undefined : work.find("payment_methods", intent.paymentMethodId);
  if (!method) throw missingMethod(intent);
  if (ON_READER.includes(method.type)) throw atTheReader(method.type);
  if (method.type === "card") assertReturnUrl(intent, params);

  const canceled = cancelOverLimit(work, intent);
  if (canceled) return canceled;
  const counted = countConfirmation(intent);
  if (method.type === "card") return confirmOnlineCard(work, counted, method);
  if (method.type === "twint") return confirmRedirect(work, counted, { method, params });
  throw refusal({
    message: `The sandbox does not play the payment method type ${method.type}.`,
    param: "payment_method",
  });
}

function missingMethod(intent: PaymentIntentRow): Error {
  const advice =
    intent.customer === null
      ? WHERE_TO_GET_ONE
      : `To confirm the PaymentIntent with ${intent.customer}, specify a payment method attached to this customer along with the customer ID.`;
  return unexpectedState(`${MISSING_METHOD} ${advice}`, formatPaymentIntent(intent));
}

/** The reader must drive these: it asks for PINs and the like (facts 3.1). */
function atTheReader(type: string): Error {
  const message = `A PaymentMethod of the type ${type} is confirmed by the reader that read it, with confirm_payment_intent.`;
  return refusal({ message, param: "payment_method" });
}

/** Where Stripe chooses the methods, the customer may be sent away with any of them. */
function assertReturnUrl({ automaticMethods }: PaymentIntentRow, { return_url: returnUrl }: ConfirmParams): void {
  if (automaticMethods?.["allow_redirects"] !== "always" || returnUrl !== undefined) return;
  throw invalidParameter({ message: MISSING_RETURN_URL, param: "return_url" });
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
