import type { Json } from "../entities/row.js";

/** What `payment_method_options` answers for a type where nothing was asked. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
  card_present: { request_extended_authorization: false, request_incremental_authorization_support: false },
  interac_present: {},
  twint: {},
};

interface Options {
  readonly before: Json;
  /** A hash emptied (null) puts the type back to its defaults. */
  readonly sent: Json | undefined;
}

/** One hash per type of the intent: what is sent lies over what was there, and that over the defaults. */
export function optionsFor(types: readonly string[], { before, sent = {} }: Options): Json {
  return Object.fromEntries(
    types.map((type) => {
      const kept = sent[type] === null ? {} : (before[type] as Json | undefined);
      return [type, { ...DEFAULTS[type], ...kept, ...(sent[type] as Json | null | undefined) }];
    }),
  );
}
