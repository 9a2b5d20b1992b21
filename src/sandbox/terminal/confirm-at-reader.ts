import type { Call } from "../api/route.js";
import { refusal, StripeError } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ReadCard, ReaderRow } from "../entities/reader.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { authorizeCard } from "./authorize-card.js";
import { newAction, takesCommand } from "./command-reader.js";
import { getNamedIntent } from "./get-named-intent.js";
import { getReader } from "./get-reader.js";
import type { confirmAtReaderFields } from "./reader-params.js";

type ConfirmParams = ReadFields<typeof confirmAtReaderFields>;

/** The second of two steps: authorizes the card that this reader holds, within the time it holds it (facts 4.5). */
export function confirmAtReader({ work, params, ids }: Call<ConfirmParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const intent = getNamedIntent(work, params.payment_intent);
  if (intent.status !== "requires_confirmation") throw invalidState("in the requires_confirmation state");
  const read = cardFor(work, reader, intent.id);

  const details = {
    payment_intent: intent.id,
    ...(params.confirm_config ? { confirm_config: params.confirm_config } : {}),
  };
  const { reader: told, timeout } = takesCommand(work, reader);
  const confirming = { ...told, action: newAction("confirm_payment_intent", details) };
  const after = authorizeCard(work, confirming, read);
  if (timeout) throw new StripeError(timeout.fields, { ...timeout.handling, keepsEffects: true });
  return formatReader(after, work);
}

function cardFor(work: Work, { collected }: ReaderRow, intentId: string): ReadCard {
  if (collected?.paymentIntentId !== intentId) throw invalidState("collected by this reader");
  if (collected.untilMs <= work.nowMs) throw invalidState("confirmed within 30 seconds of its collection");
  const { untilMs: _untilMs, ...read } = collected;
  return read;
}

/** The texts are not published. */
function invalidState(condition: string): Error {
  const message = `Payment intent must be ${condition} to be confirmed by a reader.`;
  return refusal({ code: "intent_invalid_state", message });
}
