import type { Decline } from "../payments/decline.js";
import { CARD_NOT_SUPPORTED } from "../payments/decline.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { TestCard } from "../payments/test-cards.js";
import { cardOptionsOf, isSingleMessage, wantsHold } from "./hold-rules.js";

/**
 * A card of two networks goes over the domestic one, unless the other was asked for or a hold is wanted that the
 * domestic one does not know (facts 3.1, 4.8).
 */
export function routeCard(intent: PaymentIntentRow, card: TestCard): TestCard {
  if (card.brand === card.network) return card;
  const isInternational = cardOptionsOf(intent).routing?.requested_priority === "international";
  const needsHold = wantsHold(intent) && isSingleMessage(card);
  return isInternational || needsHold ? { ...card, network: card.brand } : card;
}

/** Under manual capture a network without holds declines: Interac always, and cards of eftpos alone (facts 7). */
export function declineOfHold(intent: PaymentIntentRow, card: TestCard): Decline | undefined {
  return wantsHold(intent) && isSingleMessage(card) ? CARD_NOT_SUPPORTED : undefined;
}
