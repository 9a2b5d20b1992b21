import type { Call } from "../api/route.js";
import { invalidParameter, refusal } from "../api/stripe-error.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import { DEFAULT_CARD, DEFAULT_INTERAC_CARD, findTestCard, type TestCard } from "../payments/test-cards.js";
import type { ReadFields } from "../validation/param.js";
import { assertConnected } from "./command-reader.js";
import { getReader } from "./get-reader.js";
import { failAction } from "./finish-action.js";
import type { presentPaymentMethodFields } from "./reader-params.js";
import { takeCard } from "./take-card.js";

type PresentParams = ReadFields<typeof presentPaymentMethodFields>;

/** The test helper that taps a card: readers here have no screen and never do it by themselves (facts 4.7). */
export function presentPaymentMethod({ work, params, ids }: Call<PresentParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  assertConnected(reader, work.nowMs);
  const { action } = reader;
  if (action?.status !== "in_progress" || action.type !== "process_payment_intent") throw nothingToPay();

  const intent = work.find("payment_intents", String(action.details["payment_intent"]));
  if (!intent) throw nothingToPay();
  const card = cardOf(params, intent);
  if (intent.status !== "requires_payment_method") return formatReader(failAction(work, reader, movedOn()), work);
  const tipAmount = params.amount_tip ?? null;
  return formatReader(takeCard(work, reader, { intent: withTip(intent, tipAmount), card }), work);
}

/** Both the amount and its tip part change once the customer chose one (facts 3.5). */
function withTip(intent: PaymentIntentRow, tipAmount: number | null): PaymentIntentRow {
  return tipAmount === null ? intent : { ...intent, amount: intent.amount + tipAmount, tipAmount };
}

function cardOf(params: PresentParams, intent: PaymentIntentRow): TestCard {
  const isInteracOnly = intent.types.includes("interac_present") && !intent.types.includes("card_present");
  const type = params.type ?? (params.interac_present || isInteracOnly ? "interac_present" : "card_present");
  const given = params[type]?.number;
  const number = given ?? (type === "interac_present" ? DEFAULT_INTERAC_CARD : DEFAULT_CARD);
  const card = findTestCard(number);
  if (!card) {
    const message = "The card number is not one of the numbers that a simulated reader accepts.";
    throw invalidParameter({ code: "incorrect_number", message, param: `${type}[number]` });
  }
  if (!intent.types.includes(card.kind)) throw wrongKind(card, intent);
  return card;
}

function wrongKind(card: TestCard, intent: PaymentIntentRow): Error {
  const message =
    `The PaymentMethod provided (${card.kind}) is not allowed for this PaymentIntent. Please present a PaymentMethod ` +
    `with one of the following types: ${intent.types.join(", ")}.`;
  return refusal({ message, param: "type" });
}

/** The text is not published (facts 4.7). */
function nothingToPay(): Error {
  return refusal({ message: "The reader is not waiting for a payment method to be presented." });
}

function movedOn() {
  return {
    code: "intent_invalid_state",
    message: "Payment intent must be in the requires_payment_method state to be processed by a reader.",
    apiError: null,
  };
}
