/** The stable codes clients may branch on; the contract lists them. */
export const ERROR_CODES = [
  "BAD_USER_INPUT",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "ILLEGAL_TRANSITION",
  "AMOUNT_EXCEEDS_DUE",
  "PAYMENT_IN_PROGRESS",
  "OUTCOME_UNKNOWN",
  "READER_BUSY",
  "READER_OFFLINE",
  "READER_TIMEOUT",
  "READER_FAULT",
  "READER_UNSUPPORTED",
  "ACTION_REPLACED",
  "REFUND_TOO_LARGE",
  "CAPTURE_WINDOW_CLOSED",
  "IDEMPOTENCY_KEY_REUSED",
  "REQUEST_IN_PROGRESS",
  "CURSOR_EXPIRED",
  "STRIPE_UNAVAILABLE",
  "STRIPE_REFUSED",
  "TEST_HELPERS_DISABLED",
  "RATE_LIMITED",
  "QUERY_TOO_COMPLEX",
  "INTERNAL_SERVER_ERROR",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether the failed request may have had an effect all the same. */
export const EFFECTS = ["NONE", "POSSIBLE"] as const;
export type Effect = (typeof EFFECTS)[number];

export interface ErrorDetails {
  /** True where the same request may succeed later. Default false. */
  retryable?: boolean;
  effect?: Effect;
  /** The input field that is wrong. */
  field?: string;
  orderId?: string;
  paymentId?: string;
  stripeRequestId?: string;
}

/** A failure we foresaw. Its message may be shown to whoever wrote the request; anything else that is thrown is masked. */
export class TillgraphError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "TillgraphError";
    this.code = code;
    this.details = details;
  }
}

/** The thing an id names does not exist, or not for this account. */
export class NotFound extends TillgraphError {
  constructor(what: string, id: string, field?: string) {
    super("NOT_FOUND", `There is no ${what} ${JSON.stringify(id)}.`, field === undefined ? {} : { field });
    this.name = "NotFound";
  }
}

/** The request itself is wrong, whatever the state of things; names the field. */
export class BadInput extends TillgraphError {
  constructor(field: string, message: string) {
    super("BAD_USER_INPUT", message, { field });
    this.name = "BadInput";
  }
}
