import type { Kept } from "../store/packed.js";
import type { Row, StripeObject } from "./row.js";

/** The first answer under an idempotency key, replayed for 24 h of the sandbox's clock (facts 9). */
export interface IdempotencyRow extends Row {
  readonly createdAtMs: number;
  readonly first: Kept<FirstAnswer>;
}

export interface FirstAnswer {
  readonly fingerprint: string;
  readonly requestId: string;
  readonly status: number;
  readonly object: StripeObject;
}

export type TaskKind =
  | "authorize_card"
  | "drop_card"
  | "expire_authorization"
  | "expire_redirect"
  | "settle_redirect"
  | "settle_charge"
  | "settle_refund";

/** Something that Stripe will do by itself once its time has come. */
export interface TaskRow extends Row {
  readonly kind: TaskKind;
  readonly subject: string;
  readonly dueAtMs: number;
}

/** A redirect that a customer follows to approve a payment; its id is the secret part of the page's address. */
export interface RedirectRow extends Row {
  readonly paymentIntentId: string;
  readonly method: string;
  readonly returnUrl: string;
  readonly status: "open" | "authorized" | "failed" | "expired";
}

/** The sandbox's own memory: one row. */
export interface SettingsRow extends Row {
  readonly seed: string;
  readonly createdAt: number;
  readonly clockOffsetMs: number;
  readonly frozenAtMs: number | null;
}
