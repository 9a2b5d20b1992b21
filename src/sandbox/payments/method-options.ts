import type { Json } from "../entities/row.js";

/** What `payment_method_options` answers for a type where nothing was asked. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
  card_present: { request_extended_authorization: false, request_incremental_authorization_support: false },
  interac_present: {},
  twint: {},
};

/** One hash per type of the intent; what was sent lies over the defaults. */
export function optionsFor(types: readonly string[], sent: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(
    types.map((type) => [type, { ...DEFAULTS[type], ...(sent[type] as Json | null | undefined) }]),
  );
}
