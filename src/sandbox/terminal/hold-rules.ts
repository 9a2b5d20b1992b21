import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { TestCard } from "../payments/test-cards.js";

const DAY_SECONDS = 24 * 60 * 60;

/** Two days, and 4 d 18 h for Visa (facts 3.4). */
const HOLD_SECONDS = 2 * DAY_SECONDS;
const VISA_HOLD_SECONDS = 4 * DAY_SECONDS + 18 * 60 * 60;

/** A shop (MCC 5999) gets an extended authorization from Mastercard alone; the others ask for travel and the like. */
const EXTENDED_SECONDS: Readonly<Record<string, number>> = { mastercard: 30 * DAY_SECONDS };

/** Networks on which a hold can grow (facts 3.4). */
const INCREMENTAL: readonly string[] = ["amex", "discover", "mastercard", "visa"];

/** These know no holds: the money moves with the tap (facts 3.4, 7). */
const SINGLE_MESSAGE: readonly string[] = ["eftpos_au", "interac"];

interface CardOptions {
  readonly capture_method?: "manual" | "manual_preferred";
  readonly request_extended_authorization?: boolean;
  readonly request_incremental_authorization_support?: boolean;
  readonly routing?: { readonly requested_priority?: "domestic" | "international" };
}

export function cardOptionsOf(intent: PaymentIntentRow): CardOptions {
  const options: CardOptions | undefined = intent.methodOptions["card_present"] as CardOptions | undefined;
  return options ?? {};
}

export function isSingleMessage(card: TestCard): boolean {
  return SINGLE_MESSAGE.includes(card.network);
}

/** A hold or nothing. The card's own setting goes before the intent's. */
export function wantsHold(intent: PaymentIntentRow): boolean {
  const own = cardOptionsOf(intent).capture_method;
  return own === undefined ? intent.captureMethod === "manual" : own === "manual";
}

/** `manual_preferred` holds where the network can (facts 3.1). */
export function isManual(intent: PaymentIntentRow, card: TestCard): boolean {
  if (isSingleMessage(card)) return false;
  return wantsHold(intent) || cardOptionsOf(intent).capture_method === "manual_preferred";
}

export function holdSeconds(intent: PaymentIntentRow, card: TestCard): number {
  const extended = EXTENDED_SECONDS[card.network];
  if (extended !== undefined && cardOptionsOf(intent).request_extended_authorization === true) return extended;
  return card.network === "visa" ? VISA_HOLD_SECONDS : HOLD_SECONDS;
}

/** True only where it was asked for, for a hold, on a network that allows it. */
export function isIncremental(intent: PaymentIntentRow, card: TestCard): boolean {
  const isAsked = cardOptionsOf(intent).request_incremental_authorization_support === true;
  return isAsked && isManual(intent, card) && INCREMENTAL.includes(card.network);
}
