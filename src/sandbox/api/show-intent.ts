import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { addOlderLists } from "./older-lists.js";
import type { Match } from "./router.js";
import { StripeError } from "./stripe-error.js";
import type { Work } from "./work.js";

/** Whatever a command to an intent is refused for, its parameters included, the refusal shows the intent (facts 2). */
export function showIntent<T>(work: Work, { route, ids }: Match, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (route.method !== "POST" || !(error instanceof StripeError) || error.fields.payment_intent) throw error;
    // As it was before: what the command had begun is undone.
    const intent = work.tables.payment_intents.find(ids["intent"] ?? "");
    if (intent?.account !== work.account) throw error;
    const shown = formatPaymentIntent(intent);
    addOlderLists(work, shown);
    throw new StripeError({ ...error.fields, payment_intent: shown }, error.handling);
  }
}
