import type { Json, Metadata, Row } from "./row.js";

export interface PaymentMethodRow extends Row {
  readonly type: string;
  /** The hash named after the type. */
  readonly details: Json;
  readonly billingDetails: Json | null;
  readonly created: number;
  readonly customer: string | null;
  readonly allowRedisplay?: "always" | "limited" | "unspecified";
  /** Detached, or paid with once without a customer: it may not be used again. */
  readonly isSpent?: boolean;
  readonly metadata: Metadata;
}
