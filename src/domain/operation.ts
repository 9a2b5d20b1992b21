import type { CommandKind } from "./command.js";
import type { Address } from "./location.js";

/** A command as it goes over the wire, kept so that a second try sends the very same. */
export interface RenderedRequest {
  method: "POST" | "DELETE";
  path: string;
  params: Record<string, unknown>;
  apiVersion: string;
  /** The connected account the request acts on, or null for our own. */
  stripeAccount: string | null;
  /** A fingerprint of the secret key it was made for; another key never sends it. */
  keyFingerprint: string;
}

/**
 * PENDING: written down, perhaps sent. ANSWERED: Stripe did it. REFUSED: Stripe did not do it.
 * LOOKED_UP: the answer never came or was a server error; what happened was found by reading.
 */
export const OPERATION_STATES = ["PENDING", "ANSWERED", "REFUSED", "LOOKED_UP"] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** One write to Stripe, written down before it is sent. Its id is the idempotency key. */
export interface Operation {
  id: string;
  accountId: string;
  locationId: string | null;
  livemode: boolean;
  kind: CommandKind;
  state: OperationState;
  orderId: string | null;
  paymentId: string | null;
  actionId: string | null;
  readerId: string | null;
  request: RenderedRequest;
  draft: OperationDraft | null;
  /** Who asked: a key, a till, a job; for the timeline. */
  actor: string;
  /** Tries so far, and when the first one began: Stripe holds a key for 24 h. */
  attempts: number;
  firstSentAt: Date | null;
  refusal: Refusal | null;
  /** Under whose lease it was handed out: only as long as that one holds may it be sent and recorded. */
  leaseHolder: string | null;
  createdAt: Date;
  closedAt: Date | null;
}

/** Why Stripe did not do what it was asked; its own words, and ours for the client. */
export interface Refusal {
  /** Stripe's `code`, or its `type` where there is none. */
  code: string;
  message: string;
  httpStatus: number;
  stripeRequestId: string | null;
}

/** What is to be written once Stripe did it: a row of ours whose id is given beforehand, or the tip within a capture. */
export type OperationDraft =
  | { makes: "tip"; tipMinor: number }
  | { makes: "location"; id: string; displayName: string; address: Address; timeZone: string }
  | { makes: "reader"; id: string; locationId: string; label: string | null; metadata: Record<string, unknown> };
