import { accountFragment } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import { yearOf } from "../clock/year-of.js";
import type { Json } from "../entities/row.js";
import { hexOf, lettersOf } from "../store/random.js";
import { readingOf } from "./card-reading.js";
import type { TestCard } from "./test-cards.js";

const EXPIRY_MONTH = 12;

interface Sum {
  readonly amount: number;
  readonly currency: string;
}

export interface Reading {
  readonly card: TestCard;
  readonly readerId: string;
  readonly locationId: string | null;
  readonly sum: Sum;
  readonly captureBefore: number | null;
  readonly approved: boolean;
  readonly isIncremental: boolean;
  /** Unique per attempt: the intent and how often it was tried. */
  readonly attemptKey: string;
}

/** `payment_method_details` of the charge (facts 4.9). */
export function cardPresentDetails(work: Work, reading: Reading): Json {
  const { card } = reading;
  const shared = {
    brand: card.brand,
    cardholder_name: null,
    country: card.country,
    description: null,
    emv_auth_data: reading.approved ? "8A023030" : "8A023035",
    exp_month: EXPIRY_MONTH,
    exp_year: yearOf(work.nowMs) + 1,
    fingerprint: fingerprintOf(work, card),
    funding: card.funding,
    generated_card: null,
    iin: card.number.slice(0, 6),
    issuer: "Stripe Test Bank",
    last4: card.number.slice(-4),
    ...(reading.locationId === null ? {} : { location: reading.locationId }),
    network: card.network,
    network_transaction_id: hexOf(reading.attemptKey, "network").slice(0, 15).toUpperCase(),
    preferred_locales: ["en"],
    read_method: readingOf(card, reading.sum).method,
    reader: reading.readerId,
    receipt: receipt(reading),
  };
  if (card.kind === "interac_present") return { interac_present: shared, type: "interac_present" };
  // Not by spreading both: V8 would give each object a hidden class of its own, which takes more than its fields.
  return { card_present: Object.assign(shared, cardOnly(reading)), type: "card_present" };
}

function cardOnly({ sum, captureBefore, approved, isIncremental }: Reading): Json {
  return {
    amount_authorized: approved ? sum.amount : null,
    brand_product: null,
    ...(captureBefore === null ? {} : { capture_before: captureBefore }),
    incremental_authorization_supported: approved && isIncremental,
    offline: null,
    overcapture_supported: false,
    wallet: { type: "unknown" },
  };
}

/** What a printed receipt must show; the codes are made up, their shapes are the schemes'. */
function receipt({ card, sum, approved, attemptKey }: Reading): Json {
  const code = hexOf(attemptKey, "receipt").toUpperCase();
  return {
    account_type: card.funding === "debit" ? "checking" : card.funding,
    application_cryptogram: code.slice(0, 16),
    application_preferred_name: `Stripe ${card.brand === "visa" ? "Credit" : card.brand}`,
    authorization_code: approved ? code.slice(16, 22) : null,
    authorization_response_code: approved ? "3030" : "3035",
    cardholder_verification_method: readingOf(card, sum).verification,
    dedicated_file_name: dedicatedFileName(card.brand),
    terminal_verification_results: "0000000000",
    transaction_status_information: "0000",
  };
}

const FILE_NAMES: Readonly<Record<string, string>> = {
  amex: "A000000025010801",
  diners: "A0000001523010",
  discover: "A0000001523010",
  interac: "A0000002771010",
  jcb: "A0000000651010",
  mastercard: "A0000000041010",
  unionpay: "A000000333010101",
  visa: "A0000000031010",
};

function dedicatedFileName(brand: string): string {
  return FILE_NAMES[brand] ?? "A0000000000000";
}

/** The hash of the PaymentMethod that a reader makes of the card. */
export function cardPresentMethod(work: Work, card: TestCard, sum: Sum): Json {
  return {
    brand: card.brand,
    ...(card.kind === "card_present" ? { brand_product: null, offline: null, wallet: { type: "unknown" } } : {}),
    cardholder_name: null,
    country: card.country,
    description: null,
    exp_month: EXPIRY_MONTH,
    exp_year: yearOf(work.nowMs) + 1,
    fingerprint: fingerprintOf(work, card),
    funding: card.funding,
    iin: card.number.slice(0, 6),
    issuer: "Stripe Test Bank",
    last4: card.number.slice(-4),
    networks: { available: [...new Set([card.network, card.brand])], preferred: null },
    preferred_locales: ["en"],
    read_method: readingOf(card, sum).method,
  };
}

function fingerprintOf(work: Work, card: TestCard): string {
  return lettersOf(16, accountFragment(work.account), card.number);
}
