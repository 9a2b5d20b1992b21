import { StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { approvePayment } from "./approve-payment.js";
import { declineError, declinePayment } from "./decline-payment.js";
import { numberOfNamedCard } from "./named-test-cards.js";
import { newCharge } from "./new-charge.js";
import { onlineCardDetails } from "./online-card-details.js";
import { findTestCard } from "./test-cards.js";

/** An online hold lasts seven days (facts 3.4). */
const CAPTURE_WITHIN_SECONDS = 604_800;

/** A card that is charged by the server at once; a decline is a 402 whose effects stay (facts 2). */
export function confirmOnlineCard(work: Work, intent: PaymentIntentRow, method: PaymentMethodRow): PaymentIntentRow {
  const card = findTestCard(numberOfNamedCard(method.details) ?? "");
  const decline = card?.decline;
  const captureBefore = intent.captureMethod === "manual" ? work.nowSeconds + CAPTURE_WITHIN_SECONDS : null;
  const attempted = { ...intent, attempts: intent.attempts + 1 };
  const charge = newCharge(work, attempted, {
    amount: intent.amount,
    captureBefore,
    paymentMethodDetails: onlineCardDetails(method, { amount: intent.amount, captureBefore }),
    paymentMethodId: method.id,
    prefix: "ch",
    refundFails: card?.refundFails ?? false,
  });
  if (!decline) return approvePayment(work, attempted, charge);

  const attempt = { charge, method, decline };
  const declined = declinePayment(work, attempted, attempt);
  const { payment_method_type: _, ...fields } = declineError(attempt);
  throw new StripeError(
    { ...fields, type: "card_error", message: decline.message, payment_intent: formatPaymentIntent(declined) },
    { status: 402, keepsEffects: true },
  );
}
