import type { TestCard } from "./test-cards.js";

/** Above this an Interac card is no longer tapped but inserted (facts 7). */
const LARGEST_INTERAC_TAP = { amount: 25_000, currency: "cad" } as const;

interface CardReading {
  readonly method: "contact_emv" | "contactless_emv";
  readonly verification: TestCard["verification"];
}

/** How the reader got the card's data, and how the holder proved to be the holder: a PIN on the chip needs the chip. */
export function readingOf(card: TestCard, { amount, currency }: { amount: number; currency: string }): CardReading {
  const isPastTap =
    card.kind === "interac_present" && currency === LARGEST_INTERAC_TAP.currency && amount > LARGEST_INTERAC_TAP.amount;
  if (isPastTap) return { method: "contact_emv", verification: "online_pin" };
  const method = card.verification === "offline_pin" ? "contact_emv" : "contactless_emv";
  return { method, verification: card.verification };
}
