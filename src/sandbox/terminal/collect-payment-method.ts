import type { Call } from "../api/route.js";
import { refusal } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { assertLocated, assertProcessable, assertTipping } from "./assert-processable.js";
import { giveAction, newAction } from "./command-reader.js";
import { getNamedIntent } from "./get-named-intent.js";
import { getReader } from "./get-reader.js";
import { answeredConfig } from "./process-payment-intent.js";
import { takesTwoSteps } from "./device-types.js";
import type { collectPaymentMethodFields } from "./reader-params.js";

type CollectParams = ReadFields<typeof collectPaymentMethodFields>;

/** The reader waits for a card only to read it; what was read can be looked at before it is confirmed (facts 4.5). */
export function collectPaymentMethod({ work, params, ids }: Call<CollectParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const intent = getNamedIntent(work, params.payment_intent);
  const config = params.collect_config;
  assertTwoSteps(reader.deviceType);
  assertLocated(work, reader, intent);
  assertTipping(config, "collect_config");
  assertProcessable(work, intent);

  const details = { payment_intent: intent.id, ...(config ? { collect_config: answeredConfig(config) } : {}) };
  return formatReader(giveAction(work, reader, newAction("collect_payment_method", details)), work);
}

function assertTwoSteps(deviceType: string): void {
  if (takesTwoSteps(deviceType)) return;
  throw refusal({ message: `A reader of the type ${deviceType} can't collect a payment method by itself.` });
}
