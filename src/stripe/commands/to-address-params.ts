import type { Address } from "../../domain/location.js";
import { withoutNulls } from "./without-nulls.js";

/** An address in Stripe's field names, without what is not known. */
export function toAddressParams(address: Address) {
  const { country, line1, line2, city, state, postalCode } = address;
  return { country, ...withoutNulls({ line1, line2, city, state, postal_code: postalCode }) };
}
