import type { Stripe } from "stripe";
import type { Answer } from "./gateway.js";
import { toIntentSnapshot } from "./to-intent-snapshot.js";
import { toReaderSnapshot } from "./to-reader-snapshot.js";

/** Reads the object Stripe answered with; undefined for one that no command of ours asks for. */
export function toAnswer(body: Record<string, unknown>): Answer | undefined {
  if (typeof body["id"] !== "string") return undefined;
  switch (body["object"]) {
    case "payment_intent":
      return { about: "payment_intent", intent: toIntentSnapshot(body as unknown as Stripe.PaymentIntent) };
    case "terminal.reader":
      return { about: "reader", reader: toReaderSnapshot(body as unknown as Stripe.Terminal.Reader) };
    case "terminal.location":
      return { about: "location", stripeLocationId: body["id"] };
    default:
      return undefined;
  }
}
