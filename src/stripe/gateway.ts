import type { Command } from "../domain/command.js";
import type { Refusal, RenderedRequest } from "../domain/operation.js";
import type { IntentSnapshot, ReaderSnapshot } from "../domain/snapshots.js";

/** Stripe as the rest of the program sees it. */
export interface Gateway extends StripeCalls {
  /** False while Stripe was silent several calls in a row: what began now would only wait. */
  isAvailable(): boolean;
}

/** No method throws for anything that Stripe or the network can do. */
export interface StripeCalls {
  readonly apiVersion: string;
  /** Writes a command out as the request that is kept and sent. */
  render(command: Command, stripeAccount: string | null): RenderedRequest;
  /**
   * Sends a request under its idempotency key, once. Whether it still may is asked right before it leaves, after all
   * waiting for its turn.
   */
  send(request: RenderedRequest, idempotencyKey: string, mayBegin: MayBegin): Promise<SendResult>;
  /** GET /v1/account: whose key this is. */
  readAccount(): Promise<ReadResult<AccountSnapshot>>;
  /** GET /v1/payment_intents/:id with its latest charge. */
  readPaymentIntent(id: string, stripeAccount: string | null): Promise<ReadResult<IntentSnapshot>>;
  /** The PaymentIntent that was made for one of our payments, looked for by its metadata in a span of time. */
  findPaymentIntent(search: IntentSearch): Promise<ReadResult<IntentSnapshot | null>>;
  /** GET /v1/terminal/readers/:id */
  readReader(id: string, stripeAccount: string | null): Promise<ReadResult<ReaderSnapshot>>;
  /** Every reader of a location, or of the account: one call serves a hundred. */
  listReaders(stripeLocationId: string | null, stripeAccount: string | null): Promise<ReadResult<ReaderSnapshot[]>>;
  /** The test helper that holds a card to a simulated reader. It moves no money of ours by itself, so it is no operation. */
  presentPaymentMethod(card: PresentedCard, stripeAccount: string | null): Promise<ReadResult<ReaderSnapshot>>;
}

export type MayBegin = () => boolean;

export interface IntentSearch {
  paymentId: string;
  createdFrom: Date;
  createdTo: Date;
  stripeAccount: string | null;
}

export interface PresentedCard {
  stripeReaderId: string;
  /** Absent: Stripe's default, Visa 4242. */
  number: string | null;
  interac: boolean;
  tipMinor: number | null;
}

export interface AccountSnapshot {
  id: string;
  country: string | null;
  defaultCurrency: string | null;
  twintEnabled: boolean;
}

/**
 * Answered: Stripe did it. Refused: Stripe said no, nothing happened, the key is spent.
 * Faulted: Stripe answered with a server error; it may have happened, the key is spent.
 * Unanswered: no answer, or one that says "not yet" (409, 429); the same key may be sent again.
 * Unsent: when its turn came, it was no longer to be sent.
 */
export type SendResult =
  | { outcome: "Answered"; answer: Answer; replayed: boolean; stripeRequestId: string | null }
  | { outcome: "Refused"; refusal: Refusal }
  | { outcome: "Faulted"; refusal: Refusal }
  | { outcome: "Unanswered"; reason: string; isNotYet?: true }
  | { outcome: "Unsent" };

/** What an answer was about. A replayed one is as old as its key: only its ids may be believed. */
export type Answer =
  | { about: "payment_intent"; intent: IntentSnapshot }
  | { about: "reader"; reader: ReaderSnapshot }
  | { about: "location"; stripeLocationId: string };

export type ReadResult<T> =
  | { outcome: "Found"; value: T }
  | { outcome: "Missing"; message: string }
  | { outcome: "Refused"; refusal: Refusal }
  | { outcome: "Unanswered"; reason: string; isNotYet?: true };

/** A webhook event, stripped to what may be stored: what happened to which object, never the object itself. */
export interface StripeEvent {
  id: string;
  type: string;
  createdAt: Date;
  livemode: boolean;
  stripeAccount: string | null;
  objectType: string;
  objectId: string;
  /** The PaymentIntent it touches: the object itself, its charge's or refund's, or the one on the reader. */
  paymentIntentId: string | null;
}

/** Checks the signature of a webhook body against every secret in force; undefined when none fits or it is too old. */
export type VerifyWebhook = (rawBody: string, signatureHeader: string) => StripeEvent | undefined;
