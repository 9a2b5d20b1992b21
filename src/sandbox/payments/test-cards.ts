import {
  EXPIRED_CARD,
  GENERIC_DECLINE,
  INSUFFICIENT_FUNDS,
  LOST_CARD,
  PROCESSING_ERROR,
  STOLEN_CARD,
  type Decline,
} from "./decline.js";

export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly network: string;
  readonly funding: "credit" | "debit" | "prepaid";
  readonly country: string;
  readonly decline?: Decline;
  /** How the holder proved to be the holder, as the receipt says it. With a PIN, amounts that ask for one pass. */
  readonly verification: "none" | "offline_pin" | "online_pin";
  readonly refundFails?: boolean;
  readonly kind: "card_present" | "interac_present";
}

type Extras = Partial<Omit<TestCard, "number" | "brand">>;

function card(number: string, brand: string, extras: Extras = {}): [string, TestCard] {
  const plain = {
    network: brand,
    funding: "credit",
    country: "US",
    verification: "none",
    kind: "card_present",
  } as const;
  return [number, { number, brand, ...plain, ...extras }];
}

export const DEFAULT_CARD = "4242424242424242";
export const DEFAULT_INTERAC_CARD = "4506445006931933";

/** The numbers that a simulated reader accepts (facts 4.8). */
const CARDS: ReadonlyMap<string, TestCard> = new Map([
  card(DEFAULT_CARD, "visa"),
  card("4000056655665556", "visa", { funding: "debit" }),
  card("5555555555554444", "mastercard"),
  card("5200828282828210", "mastercard", { funding: "debit" }),
  card("5105105105105100", "mastercard", { funding: "prepaid" }),
  card("378282246310005", "amex"),
  card("371449635398431", "amex"),
  card("6011111111111117", "discover"),
  card("6011000990139424", "discover"),
  card("3056930009020004", "diners"),
  card("36227206271667", "diners"),
  card("3566002020360505", "jcb", { country: "JP" }),
  card("6200000000000005", "unionpay", { country: "CN" }),
  card(DEFAULT_INTERAC_CARD, "interac", { funding: "debit", country: "CA", kind: "interac_present" }),
  card("6280000360000978", "eftpos_au", { funding: "debit", country: "AU" }),
  card("4000050360000001", "visa", { network: "eftpos_au", funding: "debit", country: "AU" }),
  card("5555050360000080", "mastercard", { network: "eftpos_au", funding: "debit", country: "AU" }),
  card("4000002500001001", "visa", { network: "cartes_bancaires", funding: "debit", country: "FR" }),
  card("5555552500001001", "mastercard", { network: "cartes_bancaires", funding: "debit", country: "FR" }),
  // Girocard is none of the brands and networks that the API can name (facts 4.9).
  card("4711009900000316877", "unknown", { funding: "debit", country: "DE" }),
  card("4001007020000002", "visa", { country: "SG", verification: "offline_pin" }),
  card("4000008260000075", "visa", { country: "GB", verification: "offline_pin" }),
  card("4001000360000005", "visa", { country: "AU", verification: "online_pin" }),
  card("4000002760000008", "visa", { country: "DE", verification: "online_pin" }),
  card("4000000000000002", "visa", { decline: GENERIC_DECLINE }),
  card("4000000000009995", "visa", { decline: INSUFFICIENT_FUNDS }),
  card("4000000000009987", "visa", { decline: LOST_CARD }),
  card("4000000000009979", "visa", { decline: STOLEN_CARD }),
  card("4000000000000069", "visa", { decline: EXPIRED_CARD }),
  card("4000000000000119", "visa", { decline: PROCESSING_ERROR }),
  card("4000000000005126", "visa", { refundFails: true }),
]);

export function findTestCard(number: string): TestCard | undefined {
  return CARDS.get(number.replaceAll(/[\s-]/g, ""));
}

export function testCards(): readonly TestCard[] {
  return [...CARDS.values()];
}
