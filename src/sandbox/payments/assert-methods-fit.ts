import { invalidParameter } from "../api/stripe-error.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** TWINT takes francs only, and only at once (facts 6). */
export function assertMethodsFit(intent: PaymentIntentRow): void {
  if (!intent.types.includes("twint") || intent.automaticMethods !== null) return;
  const param = intent.allowedTypes === null ? "payment_method_types" : "allowed_payment_method_types";
  if (intent.currency !== "chf") {
    const message =
      `The currency provided (${intent.currency}) is invalid for one of the payment method types: twint. This payment ` +
      "method type expects the following currency: chf.";
    throw invalidParameter({ message, param });
  }
  if (intent.captureMethod === "manual") {
    const message = "The payment method type twint does not support capture_method manual.";
    throw invalidParameter({ message, param: "capture_method" });
  }
}
