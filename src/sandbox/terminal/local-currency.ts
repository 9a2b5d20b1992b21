const EURO_COUNTRIES = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");

/** Readers take their country's currency and no other (facts 4.11). */
const LOCAL_CURRENCY: ReadonlyMap<string, string> = new Map([
  ...EURO_COUNTRIES.map((country): [string, string] => [country, "eur"]),
  ["AE", "aed"],
  ["AU", "aud"],
  ["CA", "cad"],
  ["CH", "chf"],
  ["CZ", "czk"],
  ["DK", "dkk"],
  ["GB", "gbp"],
  ["GI", "gip"],
  ["HK", "hkd"],
  ["HU", "huf"],
  ["JP", "jpy"],
  ["LI", "chf"],
  ["MX", "mxn"],
  ["MY", "myr"],
  ["NO", "nok"],
  ["NZ", "nzd"],
  ["PL", "pln"],
  ["RO", "ron"],
  ["SE", "sek"],
  ["SG", "sgd"],
  ["TH", "thb"],
  ["US", "usd"],
]);

/** Undefined where Stripe has no readers: there any currency will do. */
export function localCurrencyOf(country: string | null | undefined): string | undefined {
  return LOCAL_CURRENCY.get(country ?? "");
}
