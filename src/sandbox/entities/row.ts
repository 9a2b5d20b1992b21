/** What every stored row has: ids are unique in the whole sandbox, and each row belongs to one Stripe account. */
export interface Row {
  readonly id: string;
  readonly account: string;
}

export type Metadata = Readonly<Record<string, string>>;

/** A plain JSON object, in Stripe's own field names. */
export type Json = Readonly<Record<string, unknown>>;

/** Anything the API answers with. */
export type StripeObject = Record<string, unknown>;
