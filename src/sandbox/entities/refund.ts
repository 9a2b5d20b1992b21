import type { Json, Metadata, Row } from "./row.js";

export interface RefundRow extends Row {
  readonly amount: number;
  readonly currency: string;
  readonly status: "pending" | "succeeded" | "failed";
  /** Only while it is pending. */
  readonly pendingReason?: "processing" | "insufficient_funds" | null;
  readonly chargeId: string;
  readonly paymentIntentId: string;
  readonly paymentMethodId: string;
  readonly balanceTransactionId: string | null;
  readonly failureBalanceTransactionId: string | null;
  readonly failureReason: string | null;
  readonly created: number;
  readonly customer: string | null;
  readonly metadata: Metadata;
  readonly reason: string | null;
  readonly destinationDetails: Json;
  readonly transferReversalId?: string | null;
}
