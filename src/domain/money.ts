import { BadInput } from "./errors.js";

/** Stripe takes eight digits at most in one amount (facts: stripe.com/docs/currencies). */
export const MAX_STRIPE_AMOUNT_MINOR = 99_999_999;
/** An order may be paid by several tenders, so its total may be larger than one Stripe amount; it stays far below 2^53. */
export const MAX_ORDER_TOTAL_MINOR = 999_999_999_999;

/** The least Stripe charges, by currency (docs.stripe.com/currencies). A currency that is not listed has no minimum known to us. */
const MINIMUM_CHARGE_MINOR: Readonly<Record<string, number>> = {
  AED: 200,
  ARS: 50,
  AUD: 50,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  COP: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17500,
  IDR: 50,
  ILS: 50,
  INR: 50,
  JPY: 50,
  KRW: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PHP: 50,
  PLN: 200,
  RON: 200,
  RUB: 50,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
  ZAR: 50,
};

/** The smallest step of cash, where coins are coarser than the currency's minor unit. */
const CASH_STEP_MINOR: Readonly<Record<string, number>> = {
  AUD: 5,
  CAD: 5,
  CHF: 5,
  CZK: 100,
  DKK: 50,
  HUF: 500,
  NOK: 100,
  NZD: 10,
  SEK: 100,
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** An ISO 4217 code in upper case. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

export function minimumChargeMinor(currency: string): number {
  return MINIMUM_CHARGE_MINOR[currency] ?? 1;
}

/** How many decimals Stripe counts in (docs.stripe.com/currencies); Intl follows other rules for some, HUF and ISK among them. */
const ZERO_DECIMAL: ReadonlySet<string> = new Set(
  "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "),
);
const THREE_DECIMAL: ReadonlySet<string> = new Set("BHD JOD KWD OMR TND".split(" "));

function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** 1050 CHF as "10.50 CHF", for sentences a cashier reads. */
export function formatAmount(amountMinor: number, currency: string): string {
  const digits = decimalsOf(currency);
  return `${(amountMinor / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** Refuses an amount that no payment can have. */
export function assertPaymentAmount(field: string, amountMinor: number): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) {
    throw new BadInput(field, `${field} must be a whole number of minor units above 0.`);
  }
  if (amountMinor > MAX_STRIPE_AMOUNT_MINOR) {
    throw new BadInput(field, `${field} must be at most ${MAX_STRIPE_AMOUNT_MINOR}.`);
  }
}

/** Refuses an amount below what Stripe charges at least, before Stripe is asked. */
export function assertChargeable(field: string, amountMinor: number, currency: string): void {
  const minimumMinor = minimumChargeMinor(currency);
  if (amountMinor < minimumMinor) {
    throw new BadInput(
      field,
      `${field} must be at least ${formatAmount(minimumMinor, currency)}, the least that Stripe charges.`,
    );
  }
}

/** Refuses a rounding that cash in this currency does not know: more than half a step away, or not landing on one. */
export function assertCashRounding(field: string, amountMinor: number, roundingMinor: number, currency: string): void {
  if (roundingMinor === 0) return;
  const stepMinor = CASH_STEP_MINOR[currency];
  if (stepMinor === undefined) throw new BadInput(field, `Cash in ${currency} is not rounded.`);
  if (Math.abs(roundingMinor) * 2 > stepMinor || (amountMinor + roundingMinor) % stepMinor !== 0) {
    throw new BadInput(field, `Cash in ${currency} is rounded to the nearest ${formatAmount(stepMinor, currency)}.`);
  }
}
