import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** The intent that a reader's command names. */
export function getNamedIntent(work: Work, id: string): PaymentIntentRow {
  const intent = work.find("payment_intents", id);
  if (!intent) throw resourceMissing({ kind: "payment_intent", id, param: "payment_intent", status: 404 });
  return intent;
}
