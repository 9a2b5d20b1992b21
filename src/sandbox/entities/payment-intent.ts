import type { Json, Metadata, Row } from "./row.js";

export type PaymentIntentStatus =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "requires_capture"
  | "canceled"
  | "succeeded";

export type CaptureMethod = "automatic" | "automatic_async" | "manual";

export interface PaymentIntentRow extends Row {
  readonly amount: number;
  readonly amountCapturable: number;
  readonly amountReceived: number;
  readonly tipAmount: number | null;
  /** What else the amount is made of. */
  readonly amountDetails?: Json;
  readonly currency: string;
  readonly status: PaymentIntentStatus;
  readonly captureMethod: CaptureMethod;
  readonly confirmationMethod: "automatic" | "manual";
  /** What was asked for by the new name; null when the old name or nothing was sent. */
  readonly allowedTypes: readonly string[] | null;
  readonly types: readonly string[];
  readonly excludedTypes?: readonly string[] | null;
  readonly automaticMethods: Json | null;
  readonly methodOptions: Json;
  readonly clientSecret: string;
  readonly created: number;
  readonly canceledAt: number | null;
  readonly cancellationReason: string | null;
  readonly customer: string | null;
  readonly description: string | null;
  readonly lastPaymentError: Json | null;
  readonly latestChargeId: string | null;
  /** Counts charges, so that each attempt's decisions are drawn anew. */
  readonly attempts: number;
  /** Counts what Stripe limits: attempts by whatever way, redirects that came to nothing too. */
  readonly confirmations?: number;
  readonly metadata: Metadata;
  readonly nextAction: Json | null;
  readonly paymentMethodId: string | null;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: string | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly applicationFeeAmount: number | null;
  readonly transferGroup: string | null;
  readonly onBehalfOf: string | null;
  readonly shipping: Json | null;
  readonly transferData: Json | null;
}
