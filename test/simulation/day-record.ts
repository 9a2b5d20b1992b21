/** All that is known of one trading day once it is over, as plain data: what the checker judges. */
export interface DayRecord {
  readonly seed: string;
  /** Every PaymentIntent at Stripe in its final state, as the API shows it with `latest_charge` expanded. */
  readonly intents: readonly StripeIntent[];
  /** Each change of a PaymentIntent at Stripe, in the order in which they happened. */
  readonly changes: readonly StripeChange[];
  /** Each request that reached Stripe, in order. */
  readonly requests: readonly StripeRequest[];
  /** Our tables, row by row, with the columns' own names. */
  readonly rows: Rows;
  /** Each request of a till and what it was told, in the order of the answers. */
  readonly told: readonly Told[];
  /** When servers stood still, to go on later where they had been. */
  readonly pauses: readonly Pause[];
  /** What servers that died had under way. */
  readonly orphans: readonly Orphan[];
  /** Since when no fault was played any more but webhooks that do not come; null where they came. */
  readonly webhooksEndedAtMs: number | null;
}

export interface Pause {
  readonly owner: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Orphan {
  readonly operationId: string;
  readonly leaseUntilMs: number;
  /** When it was seen to be in other hands, or over; null where it was not until long after. */
  readonly takenUpAtMs: number | null;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Rows {
  readonly orders: readonly Row[];
  readonly payments: readonly Row[];
  readonly reader_actions: readonly Row[];
  readonly operations: readonly Row[];
  readonly timeline: readonly Row[];
  readonly webhook_inbox: readonly Row[];
}

export interface StripeIntent {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly amount_capturable: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly latest_charge: Readonly<Record<string, unknown>> | null;
}

export interface StripeChange {
  /** Place in the day's one order of steps; answers to tills bear such places, too. */
  readonly step: number;
  readonly atMs: number;
  readonly intentId: string;
  readonly status: string;
  readonly amountReceived: number;
  readonly amountCapturable: number;
}

export interface StripeRequest {
  readonly step: number;
  /** When it left the server, and when it reached Stripe. */
  readonly sentAtMs: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
  readonly status: number;
}

export interface Told {
  /** When it was asked, and when the answer came. */
  readonly askedAtStep: number;
  readonly step: number;
  readonly askedAtMs: number;
  readonly atMs: number;
  readonly till: string;
  /** The field of the contract that was asked for: `createPaymentIntent`, `payment`, `completeOrder` … */
  readonly field: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The whole GraphQL answer, or null where the line broke and the till heard nothing. */
  readonly answer: { readonly data?: unknown; readonly errors?: readonly unknown[] } | null;
}
