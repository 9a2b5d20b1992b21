import type { StripeEvent } from "./gateway.js";
import { actionPaymentIntentId } from "./action-payment-intent-id.js";
import { fromUnixSeconds } from "./from-unix-seconds.js";
import { isRecord } from "./is-record.js";
import { toId } from "./to-id.js";

/** Strips an event to names and ids: bodies hold client secrets, and are old by the time they are read. */
export function toStripeEvent(event: unknown): StripeEvent | undefined {
  if (!isRecord(event) || !isRecord(event["data"]) || !isRecord(event["data"]["object"])) return undefined;
  const { id, type, created, livemode, account } = event;
  if (typeof id !== "string" || typeof type !== "string" || typeof created !== "number") return undefined;
  const object = event["data"]["object"];
  return {
    id,
    type,
    createdAt: fromUnixSeconds(created),
    livemode: livemode === true,
    stripeAccount: typeof account === "string" ? account : null,
    objectType: typeof object["object"] === "string" ? object["object"] : "unknown",
    // A balance, for one, has no id.
    objectId: toId(object) ?? "",
    paymentIntentId: paymentIntentIdOf(object),
  };
}

function paymentIntentIdOf(object: Record<string, unknown>): string | null {
  switch (object["object"]) {
    case "payment_intent":
      return toId(object);
    case "terminal.reader":
      return actionPaymentIntentId(object["action"]);
    default:
      // Charges, refunds and disputes name theirs.
      return toId(object["payment_intent"]);
  }
}
