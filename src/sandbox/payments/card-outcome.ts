import { declineOfAmount, type Decline } from "./decline.js";
import type { TestCard } from "./test-cards.js";

/** Which PIN an amount that asks for one is content with. */
const CONTENT_WITH: Readonly<Record<string, readonly string[]>> = {
  offline_pin_required: ["offline_pin"],
  online_or_offline_pin_required: ["offline_pin", "online_pin"],
};

/** What the issuer says: the card's own fault first, then the amount's ending. Nothing is an approval. */
export function declineOf(card: TestCard, totalAmount: number): Decline | undefined {
  if (card.decline) return card.decline;
  const decline = declineOfAmount(totalAmount);
  return decline && CONTENT_WITH[decline.code]?.includes(card.verification) ? undefined : decline;
}
