import type { Json } from "../entities/row.js";

interface AmountDetailsParams {
  readonly discount_amount?: number | null;
  readonly shipping?: {
    readonly amount?: number | null;
    readonly from_postal_code?: string | null;
    readonly to_postal_code?: string | null;
  } | null;
  readonly tax?: { readonly total_tax_amount: number } | null;
}

const NO_SHIPPING = { amount: null, from_postal_code: null, to_postal_code: null };

/** What the amount is made of, as it is answered beside the tip. An empty value unsets its part, or all of it. */
export function mergeAmountDetails(before: Json | undefined, sent: AmountDetailsParams | null | undefined): Json {
  if (sent === null) return {};
  const { discount_amount, shipping, tax } = sent ?? {};
  const changes = { discount_amount, shipping: shipping && { ...NO_SHIPPING, ...shipping }, tax };
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...before, ...Object.fromEntries(named) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
