import { invalidParameter } from "../api/stripe-error.js";

/** Least charge in minor units (facts 9), and with it the currencies that the sandbox knows. */
const MINIMUM: Readonly<Record<string, number>> = {
  aed: 200,
  ars: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  idr: 50,
  ils: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  rub: 50,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
  zar: 50,
};

const ZERO_DECIMAL = new Set(["jpy", "krw"]);

/** Amounts have eight digits at most. */
export const LARGEST_AMOUNT = 99_999_999;

const AMOUNT_ZERO =
  "This value must be greater than or equal to the minimum charge amount allowed for your account and the currency " +
  "set. If you want to save a payment method without taking a payment, use a Setup Intent instead.";

export function readCurrency(currency: string): string {
  const lower = currency.toLowerCase();
  if (Object.hasOwn(MINIMUM, lower)) return lower;
  const message = `Invalid currency: ${lower}. Stripe currently supports these currencies: ${Object.keys(MINIMUM).join(", ")}`;
  throw invalidParameter({ message, param: "currency" });
}

export function assertAmount(amount: number, currency: string): void {
  if (amount < 1) throw invalidParameter({ code: "parameter_invalid_integer", message: AMOUNT_ZERO, param: "amount" });
  const minimum = MINIMUM[currency] ?? 0;
  if (amount < minimum) {
    const message = `Amount must be at least ${inWords(minimum, currency)} ${currency}`;
    throw invalidParameter({ code: "amount_too_small", message, param: "amount" });
  }
  if (amount > LARGEST_AMOUNT) {
    const message = `Amount must be no more than ${inWords(LARGEST_AMOUNT, currency)} ${currency}`;
    throw invalidParameter({ code: "amount_too_large", message, param: "amount" });
  }
}

/** As messages show money: `$30.00`, `CHF 30.00`. */
export function inWords(amount: number, currency: string): string {
  const value = ZERO_DECIMAL.has(currency) ? amount : amount / 100;
  const options = { style: "currency", currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat("en-US", options).format(value).replaceAll("\u00a0", " ");
}
