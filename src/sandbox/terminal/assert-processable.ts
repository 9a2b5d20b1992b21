import { invalidParameter, refusal } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReaderRow } from "../entities/reader.js";
import { localCurrencyOf } from "./local-currency.js";

/** What a reader can take; TWINT is none of them (facts 5). */
const READER_TYPES = ["card_present", "interac_present", "wechat_pay", "affirm", "paynow", "klarna"];

export function assertProcessable(work: Work, intent: PaymentIntentRow): void {
  if (intent.status !== "requires_payment_method") {
    const message = "Payment intent must be in the requires_payment_method state to be processed by a reader.";
    const doc_url = "https://docs.stripe.com/error-codes#intent-invalid-state";
    throw refusal({ code: "intent_invalid_state", doc_url, message });
  }
  const { types } = intent;
  const refusesMix = work.switches.sim.mixed_twint === "refused" && types.includes("twint");
  if (!refusesMix && types.some((type) => READER_TYPES.includes(type))) return;
  const message = refusesMix
    ? "This PaymentIntent allows twint, which a reader can't take."
    : "This PaymentIntent does not allow a payment method that a reader can take. Add card_present to the payment " +
      "method types of the PaymentIntent.";
  throw refusal({ message, param: "payment_intent" });
}

/** Readers must be in a location to take payments (facts 4.1), and take the money of its country. */
export function assertLocated(work: Work, reader: ReaderRow, { currency }: PaymentIntentRow): void {
  if (reader.locationId === null) {
    const message = "The reader is not registered to a location, and can't take payments without one.";
    throw refusal({ code: "terminal_reader_invalid_location_for_payment", message });
  }
  const country = work.find("locations", reader.locationId)?.address.country;
  const local = localCurrencyOf(country);
  if (local === undefined || local === currency) return;
  throw refusal({ message: `The card_present source type with currency ${currency} is not supported in ${country}.` });
}

export interface TippingConfig {
  readonly skip_tipping?: boolean;
  readonly tipping?: { readonly amount_eligible?: number };
}

export function assertTipping(config: TippingConfig | undefined, hash: "collect_config" | "process_config"): void {
  if (config?.skip_tipping !== true || (config.tipping?.amount_eligible ?? 0) === 0) return;
  const message = "You cannot skip tipping and give an amount that is eligible for it at the same time.";
  throw invalidParameter({ message, param: `${hash}[tipping][amount_eligible]` });
}
