import type { Json, Metadata, Row } from "./row.js";

export interface CustomerRow extends Row {
  readonly created: number;
  readonly email: string | null;
  readonly name: string | null;
  readonly businessName: string | null;
  readonly individualName: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly address: Json | null;
  readonly shipping: Json | null;
  readonly preferredLocales: readonly string[];
  readonly taxExempt: "exempt" | "none" | "reverse";
  readonly balance: number;
  readonly invoicePrefix: string;
  readonly nextInvoiceSequence: number;
  readonly defaultPaymentMethod: string | null;
  readonly metadata: Metadata;
  readonly deleted: boolean;
}
