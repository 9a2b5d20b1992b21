import type { Call } from "../api/route.js";
import { invalidParameter, refusal } from "../api/stripe-error.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import { DEFAULT_CARD, DEFAULT_INTERAC_CARD, findTestCard, type TestCard } from "../payments/test-cards.js";
import type { ReadFields } from "../validation/param.js";
import { authorizeCard } from "./authorize-card.js";
import { collectCard } from "./collected-card.js";
import { assertConnected, isBusy } from "./command-reader.js";
import { getReader } from "./get-reader.js";
import { failAction } from "./finish-action.js";
import { MOVED_ON, readerBusy } from "./reader-errors.js";
import type { presentPaymentMethodFields } from "./reader-params.js";

type PresentParams = ReadFields<typeof presentPaymentMethodFields>;

/** Actions that wait for a card. */
const WAITING: readonly string[] = ["collect_payment_method", "process_payment_intent"];

/** The test helper that taps a card: readers here have no screen and never do it by themselves (facts 4.7). */
export function presentPaymentMethod({ work, params, ids }: Call<PresentParams>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  assertConnected(work, reader);
  if (isBusy(reader)) throw readerBusy(work);
  const { action } = reader;
  if (action?.status !== "in_progress" || !WAITING.includes(action.type) || reader.collected) throw nothingToPay();

  const intent = work.find("payment_intents", String(action.details["payment_intent"]));
  if (!intent) throw nothingToPay();
  const card = cardOf(params, intent);
  if (intent.status !== "requires_payment_method") return formatReader(failAction(work, reader, MOVED_ON), work);
  const tipAmount = params.amount_tip ?? reader.chosenTip ?? null;
  const read = { paymentIntentId: intent.id, number: card.number, tipAmount, paymentMethodId: null };
  const isCollecting = action.type === "collect_payment_method" && !reader.losesNetwork && !reader.connectionError;
  const tipped = { ...reader, chosenTip: null };
  return formatReader(
    isCollecting ? collectCard(work, tipped, { intent, card, read }) : authorizeCard(work, tipped, read),
    work,
  );
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
