import { declineOfAmount, type Decline } from "./decline.js";
import type { TestCard } from "./test-cards.js";

const PIN_ENDINGS = new Set(["offline_pin_required", "online_or_offline_pin_required"]);

/** What the issuer says: the card's own fault first, then the amount's ending. Nothing is an approval. */
export function declineOf(card: TestCard, totalAmount: number): Decline | undefined {
  if (card.decline) return card.decline;
  const decline = declineOfAmount(totalAmount);
  return decline && card.hasPin && PIN_ENDINGS.has(decline.code) ? undefined : decline;
}
