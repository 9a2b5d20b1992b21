import type { Call } from "../api/route.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { assertLocated, assertProcessable, assertTipping } from "./assert-processable.js";
import { giveAction, newAction } from "./command-reader.js";
import { getNamedIntent } from "./get-named-intent.js";
import { getReader } from "./get-reader.js";
import type { processPaymentIntentFields } from "./reader-params.js";

type ProcessParams = ReadFields<typeof processPaymentIntentFields>;

/** Hands the intent to the reader, which then waits for a card; the answer is the reader's acknowledgement. */
export function processPaymentIntent({ work, params, ids }: Call<ProcessParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const intent = getNamedIntent(work, params.payment_intent);
  const config = params.process_config;
  assertLocated(work, reader, intent);
  assertTipping(config, "process_config");
  assertProcessable(work, intent);

  const details = { payment_intent: intent.id, ...(config ? { process_config: answeredConfig(config) } : {}) };
  return formatReader(giveAction(work, reader, newAction("process_payment_intent", details)), work);
}

/** What concerns the saving of the card is taken and not answered. */
export function answeredConfig(config: Json): Json {
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== "allow_redisplay"));
}
