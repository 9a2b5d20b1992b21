import type { Stripe } from "stripe";
import type {
  BillingDetails,
  CancelPaymentIntent,
  CapturePaymentIntent,
  ConfirmTwint,
  CreatePaymentIntent,
  UpdatePaymentIntent,
} from "../../domain/command.js";
import type { CaptureMethod } from "../../domain/payment.js";
import { METADATA_KEYS } from "../metadata-keys.js";
import type { RenderedCommand } from "./rendered-command.js";
import { toAddressParams } from "./to-address-params.js";
import { withoutNulls } from "./without-nulls.js";

/** Every answer brings the charge along, so that one round trip tells of the card, the deadline and the refunds. */
const EXPAND = { expand: ["latest_charge"] };

/** MANUAL_PREFERRED: automatic for what can't be held back (Interac), manual for the other cards. */
const CAPTURE_PARAMS: Record<CaptureMethod, CaptureParams> = {
  AUTOMATIC: { capture_method: "automatic" },
  MANUAL: { capture_method: "manual" },
  MANUAL_PREFERRED: {
    capture_method: "automatic",
    payment_method_options: { card_present: { capture_method: "manual_preferred" } },
  },
};
type CaptureParams = Pick<Stripe.PaymentIntentCreateParams, "capture_method" | "payment_method_options">;

export function renderCreatePaymentIntent(command: CreatePaymentIntent): RenderedCommand {
  const params = {
    amount: command.amountMinor,
    currency: command.currency.toLowerCase(),
    // Not `payment_method_types`: API versions from 2026-09-30.endive on refuse that name (SDK changelog 23.0.0).
    allowed_payment_method_types: [command.tender === "TWINT" ? "twint" : "card_present"],
    // TWINT knows no holding back.
    ...CAPTURE_PARAMS[command.tender === "TWINT" ? "AUTOMATIC" : command.captureMethod],
    metadata: {
      [METADATA_KEYS.paymentId]: command.paymentId,
      [METADATA_KEYS.orderId]: command.orderId,
      [METADATA_KEYS.orderReference]: command.orderReference,
    },
    ...withoutNulls({ customer: command.customerId, application_fee_amount: command.applicationFeeMinor }),
    ...EXPAND,
  } satisfies Stripe.PaymentIntentCreateParams;
  return { method: "POST", path: "/v1/payment_intents", params };
}

export function renderUpdatePaymentIntent(command: UpdatePaymentIntent): RenderedCommand {
  const changes = withoutNulls({ amount: command.amountMinor, application_fee_amount: command.applicationFeeMinor });
  const params = { ...changes, ...EXPAND } satisfies Stripe.PaymentIntentUpdateParams;
  return { method: "POST", path: pathOf(command.paymentIntentId), params };
}

export function renderCancelPaymentIntent(command: CancelPaymentIntent): RenderedCommand {
  const params = { ...EXPAND } satisfies Stripe.PaymentIntentCancelParams;
  return { method: "POST", path: `${pathOf(command.paymentIntentId)}/cancel`, params };
}

export function renderCapturePaymentIntent(command: CapturePaymentIntent): RenderedCommand {
  const params = {
    amount_to_capture: command.amountToCaptureMinor,
    ...withoutNulls({ application_fee_amount: command.applicationFeeMinor }),
    ...EXPAND,
  } satisfies Stripe.PaymentIntentCaptureParams;
  return { method: "POST", path: `${pathOf(command.paymentIntentId)}/capture`, params };
}

/** Confirming on the server with a return URL answers `next_action.redirect_to_url` (docs.stripe.com/payments/twint). */
export function renderConfirmTwint(command: ConfirmTwint): RenderedCommand {
  const params = {
    payment_method_data: {
      type: "twint",
      ...withoutNulls({ billing_details: command.billingDetails && toBillingParams(command.billingDetails) }),
    },
    return_url: command.returnUrl,
    ...EXPAND,
  } satisfies Stripe.PaymentIntentConfirmParams;
  return { method: "POST", path: `${pathOf(command.paymentIntentId)}/confirm`, params };
}

function pathOf(paymentIntentId: string): string {
  return `/v1/payment_intents/${encodeURIComponent(paymentIntentId)}`;
}

function toBillingParams(details: BillingDetails) {
  const { name, email, phone, address } = details;
  return withoutNulls({ name, email, phone, address: address && toAddressParams(address) });
}
