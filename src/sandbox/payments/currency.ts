import { invalidParameter } from "../api/stripe-error.js";
import { CURRENCY_CODES } from "./currency-codes.js";

/** Least charge in minor units, where one is published (facts 9); elsewhere anything but nothing. */
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

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);
/** They have no coins any more, but are sent with two decimals (facts 9). */
const ALWAYS_WHOLE = new Set(["isk", "ugx"]);

/** Amounts have eight digits at most. */
export const LARGEST_AMOUNT = 99_999_999;

const AMOUNT_ZERO =
  "The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set " +
  "(https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for " +
  "future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents";

export function readCurrency(currency: string): string {
  const lower = currency.toLowerCase();
  if (CURRENCY_CODES.includes(lower)) return lower;
  const message = `Invalid currency: ${lower}. Stripe currently supports these currencies: ${CURRENCY_CODES.join(", ")}`;
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
    const message = noMoreThan(LARGEST_AMOUNT, currency);
    throw invalidParameter({ code: "amount_too_large", message, param: "amount" });
  }
  const step = stepOf(currency);
  if (amount % step === 0) return;
  const message = `Invalid amount: amounts in ${currency} must be divisible by ${step}.`;
  throw invalidParameter({ code: "parameter_invalid_integer", message, param: "amount" });
}

function stepOf(currency: string): number {
  if (ALWAYS_WHOLE.has(currency)) return 100;
  return THREE_DECIMAL.has(currency) ? 10 : 1;
}

/** As Stripe counts them, which is not always what the country does. */
function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Unlike the refusal of too little, this one doesn't add the currency's code. */
export function noMoreThan(amount: number, currency: string): string {
  return `Amount must be no more than ${inWords(amount, currency)}`;
}

/** As messages show money: `$30.00`, `CHF 30.00`. */
export function inWords(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const options = { style: "currency", currency: currency.toUpperCase(), ...digits } as const;
  return new Intl.NumberFormat("en-US", options).format(amount / 10 ** decimals).replaceAll("\u00a0", " ");
}
