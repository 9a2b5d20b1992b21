import type { Kept } from "../store/packed.js";
import type { Json, Row, StripeObject } from "./row.js";

export interface EventRow extends Row {
  readonly type: string;
  readonly created: number;
  /** A snapshot at the time of the event, in the newest shape; older versions are cut out of it when it is sent. */
  readonly object: Kept<StripeObject>;
  readonly previousAttributes: Json | null;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly apiVersion: string;
  readonly pendingWebhooks: number;
  readonly undelivered: number;
}
