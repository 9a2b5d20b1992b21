import type { Address } from "./location.js";

export interface AddressInput {
  line1?: string | null | undefined;
  line2?: string | null | undefined;
  city?: string | null | undefined;
  state?: string | null | undefined;
  postalCode?: string | null | undefined;
  country: string;
}

/** An address with every part there, absent ones as null. */
export function toAddress(input: AddressInput): Address {
  const { line1, line2, city, state, postalCode, country } = input;
  return {
    line1: line1 ?? null,
    line2: line2 ?? null,
    city: city ?? null,
    state: state ?? null,
    postalCode: postalCode ?? null,
    country,
  };
}
