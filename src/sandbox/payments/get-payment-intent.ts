import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** The intent of the path; Stripe names the parameter `intent` (facts 2). */
export function getPaymentIntent(work: Work, id: string): PaymentIntentRow {
  const intent = work.find("payment_intents", id);
  if (!intent) throw resourceMissing({ kind: "payment_intent", id, param: "intent", status: 404 });
  return intent;
}
