/** What Stripe really sends and its document does not describe: taken as right, each with its source. */
export interface UndocumentedField {
  readonly schema: string;
  readonly field: string;
  readonly shape: Readonly<Record<string, unknown>>;
  readonly source: string;
}

export const UNDOCUMENTED_FIELDS: readonly UndocumentedField[] = [
  { schema: "payment_intent", field: "shared_payment_granted_token", shape: { type: "null" }, source: "REC:04" },
  { schema: "payment_method", field: "shared_payment_granted_token", shape: { type: "null" }, source: "REC:04" },
  { schema: "charge", field: "destination", shape: { type: ["string", "null"] }, source: "REC:04" },
  { schema: "charge", field: "dispute", shape: { type: ["string", "null"] }, source: "REC:04" },
  { schema: "charge", field: "order", shape: { type: ["string", "null"] }, source: "REC:04" },
];

/** Lists of refunds carry one more field than other lists: `count` at /v1/refunds, `total_count` inside a charge. */
export const UNDOCUMENTED_LIST_FIELDS: Readonly<Record<string, string>> = { count: "REC:05", total_count: "REC:05" };

/** Answered according to facts 4.6 and 4.8 though the document's list of codes (it is open) does not have them. */
export const UNDOCUMENTED_CODES: readonly string[] = [
  // DOC:collect-card-payment
  "intent_invalid_state",
  // Facts 4.8: for amounts that end so, the error's code is the decline code itself.
  "offline_pin_required",
  "online_or_offline_pin_required",
];

/** What the document lacks altogether: seen in traffic, counted, not judged. */
export const UNCHECKED_PATHS: readonly RegExp[] = [
  /^\/v1\/webhook_endpoints(\/\w+)?$/,
  /^\/v1\/balance(_transactions(\/\w+)?)?$/,
  /^\/v1\/application_fees(\/\w+(\/refunds(\/\w+)?)?)?$/,
  /^\/v1\/transfers(\/\w+(\/reversals(\/\w+)?)?)?$/,
  /^\/v1\/charges\/\w+\/refunds(\/\w+)?$/,
  /^\/v1\/customers(\/\w+(\/payment_methods(\/\w+)?)?)?$/,
  /^\/v1\/payment_methods(\/\w+(\/(attach|detach))?)?$/,
];
