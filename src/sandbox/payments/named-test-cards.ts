import type { Work } from "../api/work.js";
import { yearOf } from "../clock/year-of.js";
import type { Json } from "../entities/row.js";
import { lettersOf } from "../store/random.js";
import { findTestCard } from "./test-cards.js";

/** Stripe's ready-made online cards, as far as they help to see a server-side decline. */
const NUMBERS: Readonly<Record<string, string>> = {
  pm_card_visa: "4242424242424242",
  pm_card_visa_debit: "4000056655665556",
  pm_card_mastercard: "5555555555554444",
  pm_card_mastercard_debit: "5200828282828210",
  pm_card_mastercard_prepaid: "5105105105105100",
  pm_card_amex: "378282246310005",
  pm_card_discover: "6011111111111117",
  pm_card_diners: "3056930009020004",
  pm_card_jcb: "3566002020360505",
  pm_card_unionpay: "6200000000000005",
  pm_card_refundFail: "4000000000005126",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedLostCard: "4000000000009987",
  pm_card_visa_chargeDeclinedStolenCard: "4000000000009979",
  pm_card_chargeDeclinedExpiredCard: "4000000000000069",
  pm_card_chargeDeclinedProcessingError: "4000000000000119",
};

/** Where the number is kept, so that a confirmation knows what the issuer will say. */
const BY_FINGERPRINT = "fingerprint";

export function findNamedTestCard(work: Work, name: string): Json | undefined {
  const card = Object.hasOwn(NUMBERS, name) ? findTestCard(NUMBERS[name] ?? "") : undefined;
  if (!card) return undefined;
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "unchecked" },
    country: card.country,
    display_brand: card.brand,
    exp_month: 12,
    exp_year: yearOf(work.nowMs) + 1,
    [BY_FINGERPRINT]: lettersOf(16, name),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

export function numberOfNamedCard(details: Json): string | undefined {
  return Object.entries(NUMBERS).find(([name]) => lettersOf(16, name) === details[BY_FINGERPRINT])?.[1];
}
