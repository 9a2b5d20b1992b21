import { isAtLeast } from "../api/api-version.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** From here on Interac is refused beside manual capture; before, its cards are declined (facts 0). */
const BASIL = "2025-03-31.basil";

/** TWINT takes francs only (facts 6), and neither TWINT nor Interac knows holds. */
export function assertMethodsFit(work: Work, intent: PaymentIntentRow): void {
  if (intent.automaticMethods !== null) return;
  if (intent.types.includes("twint")) assertTwint(intent);
  if (intent.types.includes("interac_present") && isAtLeast(work.version, BASIL)) assertInterac(intent);
}

function assertTwint(intent: PaymentIntentRow): void {
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

/** The text is not published. */
function assertInterac({ captureMethod, methodOptions }: PaymentIntentRow): void {
  const { capture_method: own } = (methodOptions["card_present"] ?? {}) as { capture_method?: string };
  if (captureMethod !== "manual" || own === "manual_preferred") return;
  const message =
    "The payment method type interac_present does not support capture_method manual. Use automatic, automatic_async, or " +
    "payment_method_options[card_present][capture_method] manual_preferred.";
  throw invalidParameter({ message, param: "capture_method" });
}
