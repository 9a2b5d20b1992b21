import type { Refusal } from "../domain/operation.js";
import type { IntentSnapshot } from "../domain/snapshots.js";
import type { Answer } from "../stripe/gateway.js";

/** What is known of an operation's outcome once it was sent, and perhaps looked up. */
export type Evidence =
  /** Stripe's own fresh answer; the number is the read that it counts as. */
  | { kind: "answer"; answer: Answer; readNumber: number | null; stripeRequestId: string | null }
  /** Stripe said no, and did nothing; why is seen in the PaymentIntent, which was read since our picture of it was wrong. */
  | { kind: "refusal"; refusal: Refusal; intent: IntentSnapshot | null; readNumber: number | null }
  /** There was no answer that may be believed, so the PaymentIntent was read; null where there is none. */
  | { kind: "look"; intent: IntentSnapshot | null; readNumber: number }
  /** A reader may or may not have got it; only looking at the reader can tell. */
  | { kind: "silence"; reason: string };

/** How an operation ended: refused, or not. */
export interface Performed {
  refusal: Refusal | null;
}
