import type { Json, Metadata, Row } from "./row.js";

export interface ChargeRow extends Row {
  readonly amount: number;
  readonly amountCaptured: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly status: "succeeded" | "failed";
  readonly captured: boolean;
  readonly created: number;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly paymentIntentId: string;
  readonly paymentMethodId: string;
  readonly paymentMethodDetails: Json;
  readonly billingDetails?: Json | null;
  readonly balanceTransactionId: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly outcome: Json;
  readonly receiptEmail: string | null;
  readonly statementDescriptor: string | null;
  readonly statementDescriptorSuffix: string | null;
  readonly transferGroup: string | null;
  readonly applicationFeeAmount: number | null;
  /** Made with the capture: the fee that the platform took (facts 10). */
  readonly applicationFeeId?: string | null;
  /** Made with the capture: what went to `transfer_data[destination]`. */
  readonly transferId?: string | null;
  readonly onBehalfOf: string | null;
  readonly shipping: Json | null;
  readonly transferData: Json | null;
  readonly refundIds: readonly string[];
  /** Unix seconds; null where there is no hold to run out. */
  readonly captureBefore: number | null;
  /** A refund of this charge is accepted and fails afterwards (test card 4000000000005126). */
  readonly refundFails: boolean;
}
