import type { Call } from "../api/route.js";
import { invalidParameter, refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReaderRow } from "../entities/reader.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { giveAction, newAction } from "./command-reader.js";
import { getReader } from "./get-reader.js";
import type { processPaymentIntentFields } from "./reader-params.js";

/** What a reader can take; TWINT is none of them (facts 5). */
const READER_TYPES = ["card_present", "interac_present", "wechat_pay", "affirm", "paynow", "klarna"];

type ProcessParams = ReadFields<typeof processPaymentIntentFields>;

/** Hands the intent to the reader, which then waits for a card; the answer is the reader's acknowledgement. */
export function processPaymentIntent({ work, params, ids }: Call<ProcessParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const intent = getIntent(work, params.payment_intent);
  assertLocated(reader);
  assertTipping(params);
  assertProcessable(intent);

  const details = {
    payment_intent: intent.id,
    ...(params.process_config ? { process_config: answeredConfig(params.process_config) } : {}),
  };
  return formatReader(giveAction(work, reader, newAction("process_payment_intent", details)), work);
}

/** What concerns the saving of the card is taken and not answered. */
function answeredConfig(config: NonNullable<ProcessParams["process_config"]>): Json {
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== "allow_redisplay"));
}

function getIntent(work: Work, id: string): PaymentIntentRow {
  const intent = work.find("payment_intents", id);
  if (!intent) throw resourceMissing({ kind: "payment_intent", id, param: "payment_intent", status: 404 });
  return intent;
}

function assertProcessable(intent: PaymentIntentRow): void {
  if (intent.status !== "requires_payment_method") {
    const message = "Payment intent must be in the requires_payment_method state to be processed by a reader.";
    const doc_url = "https://docs.stripe.com/error-codes#intent-invalid-state";
    throw refusal({ code: "intent_invalid_state", doc_url, message });
  }
  if (intent.types.some((type) => READER_TYPES.includes(type))) return;
  const message =
    "This PaymentIntent does not allow a payment method that a reader can take. Add card_present to the payment method " +
    "types of the PaymentIntent.";
  throw refusal({ message, param: "payment_intent" });
}

/** Readers must be in a location to take payments (facts 4.1). */
function assertLocated(reader: ReaderRow): void {
  if (reader.locationId !== null) return;
  const message = "The reader is not registered to a location, and can't take payments without one.";
  throw refusal({ code: "terminal_reader_invalid_location_for_payment", message });
}

function assertTipping({ process_config: config }: ProcessParams): void {
  if (config?.skip_tipping !== true || (config.tipping?.amount_eligible ?? 0) === 0) return;
  const message = "You cannot skip tipping and give an amount that is eligible for it at the same time.";
  throw invalidParameter({ message, param: "process_config[tipping][amount_eligible]" });
}
