import { isRecord } from "./is-record.js";
import { toId } from "./to-id.js";

/** Which PaymentIntent a reader's action is about: it stands under the name of the action's own type. */
export function actionPaymentIntentId(action: unknown): string | null {
  if (!isRecord(action) || typeof action["type"] !== "string") return null;
  const content = action[action["type"]];
  return isRecord(content) ? toId(content["payment_intent"]) : null;
}
