import type { StripeObject } from "../entities/row.js";

export interface ErrorFields {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly charge?: string;
  readonly doc_url?: string;
  readonly payment_intent?: StripeObject;
  readonly payment_method?: StripeObject;
}

export interface ErrorHandling {
  readonly status: number;
  /** A decline is an error that happened: what it did stays. Any other refusal undoes what the request had begun. */
  readonly keepsEffects?: boolean;
  /** Found before the endpoint began to work: not stored under the idempotency key (facts 9). */
  readonly isValidation?: boolean;
  /** An overload or an outage: neither the parameters nor the key were looked at. */
  readonly isTurnedAway?: boolean;
  /** Refused at the door: without a link to the request's log. */
  readonly isBare?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export class StripeError extends Error {
  readonly fields: ErrorFields;
  readonly handling: ErrorHandling;

  constructor(fields: ErrorFields, handling: ErrorHandling) {
    super(fields.message);
    this.name = "StripeError";
    this.fields = fields;
    this.handling = handling;
  }
}

/** Answered when what was asked can't be done in the state things are in; kept under the idempotency key. */
export function refusal(fields: Omit<ErrorFields, "type">): StripeError {
  return new StripeError({ type: "invalid_request_error", ...fields }, { status: 400 });
}

/** Answered for parameters that can't be right in any state; a corrected request may use the same key. */
export function invalidParameter(fields: Omit<ErrorFields, "type">): StripeError {
  return new StripeError({ type: "invalid_request_error", ...fields }, { status: 400, isValidation: true });
}

export interface Missing {
  /** Stripe's word for the thing in the message, such as `payment_intent` or `terminal.reader`. */
  readonly kind: string;
  readonly id: string;
  readonly param: string;
  /** 404 for the thing in the path, 400 for one that a parameter names. */
  readonly status: 400 | 404;
}

export function resourceMissing({ kind, id, param, status }: Missing): StripeError {
  const message = `No such ${kind}: '${id}'`;
  return new StripeError(
    { type: "invalid_request_error", code: "resource_missing", message, param },
    { status, isValidation: true },
  );
}

/** State errors of a PaymentIntent carry the whole intent (facts 2). */
export function unexpectedState(message: string, paymentIntent: StripeObject, param?: string): StripeError {
  return refusal({
    code: "payment_intent_unexpected_state",
    message,
    payment_intent: paymentIntent,
    ...(param === undefined ? {} : { param }),
  });
}
