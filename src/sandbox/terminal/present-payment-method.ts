import type { Call } from "../api/route.js";
import { invalidParameter, refusal } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReaderRow } from "../entities/reader.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import { noMoreThan, LARGEST_AMOUNT } from "../payments/currency.js";
import { DEFAULT_CARD, DEFAULT_INTERAC_CARD, findTestCard, type TestCard } from "../payments/test-cards.js";
import type { ReadFields } from "../validation/param.js";
import type { TippingConfig } from "./assert-processable.js";
import { authorizeCard, fallSilent } from "./authorize-card.js";
import { collectCard, type Collecting } from "./collected-card.js";
import { assertConnected, isBusy } from "./command-reader.js";
import { getReader } from "./get-reader.js";
import { failAction } from "./finish-action.js";
import { MOVED_ON, NOT_CONNECTED, readerBusy } from "./reader-errors.js";
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
  const tipAmount = tipOf(params, reader);
  assertTipFits(intent, tipAmount);
  const read = { paymentIntentId: intent.id, number: card.number, tipAmount, paymentMethodId: null };
  const tipped = { ...reader, chosenTip: null };
  const after =
    action.type === "collect_payment_method"
      ? collectFrom(work, tipped, { intent, card, read })
      : authorizeCard(work, tipped, read);
  return formatReader(after, work);
}

/** Nothing is charged by a collection, whatever befalls the reader during it. */
function collectFrom(work: Work, reader: ReaderRow, collecting: Collecting): ReaderRow {
  if (reader.losesNetwork) return fallSilent(work, reader);
  if (reader.connectionError) return failAction(work, reader, NOT_CONNECTED);
  return collectCard(work, reader, collecting);
}

/** The customer is asked for one unless the payment skips it; a share of nothing is nothing (facts 3.5). */
function tipOf({ amount_tip: given }: PresentParams, { action, chosenTip }: ReaderRow): number | null {
  const { process_config: processing, collect_config: collecting } = action?.details ?? {};
  const config = (processing ?? collecting) as TippingConfig | undefined;
  if (config?.skip_tipping === true || config?.tipping?.amount_eligible === 0) return null;
  return given ?? chosenTip ?? null;
}

function assertTipFits({ amount, currency }: PaymentIntentRow, tip: number | null): void {
  if (amount + (tip ?? 0) <= LARGEST_AMOUNT) return;
  const message = noMoreThan(LARGEST_AMOUNT, currency);
  throw refusal({ code: "amount_too_large", message, param: "amount_tip" });
}

function cardOf(params: PresentParams, intent: PaymentIntentRow): TestCard {
  const isInteracOnly = intent.types.includes("interac_present") && !intent.types.includes("card_present");
  const type = params.type ?? (params.interac_present || isInteracOnly ? "interac_present" : "card_present");
  if (type === "card") throw typedIn();
  const given = params[type]?.number;
  const number = given ?? (type === "interac_present" ? DEFAULT_INTERAC_CARD : DEFAULT_CARD);
  const card = findTestCard(number);
  if (!card || (type === "interac_present" && card.kind !== type)) {
    const message = "The card number is not one of the numbers that a simulated reader accepts.";
    throw invalidParameter({ code: "incorrect_number", message, param: `${type}[number]` });
  }
  if (!intent.types.includes(card.kind)) throw wrongKind(card, intent);
  return card;
}

/** Only a payment by mail or telephone lets a number be typed in, which Stripe opens on request (facts 4.4). */
function typedIn(): Error {
  const message =
    "A card's number can't be typed in at the reader: the payment was not begun as a mail or telephone order.";
  return refusal({ message, param: "type" });
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
