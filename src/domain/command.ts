import type { Address } from "./location.js";
import type { CaptureMethod, Tender } from "./payment.js";

/** A write to Stripe in our words. Rendered once, when its operation is written down. */
export type Command =
  | CreatePaymentIntent
  | UpdatePaymentIntent
  | CancelPaymentIntent
  | CapturePaymentIntent
  | ConfirmTwint
  | ProcessPaymentIntent
  | CancelReaderAction
  | CreateLocation
  | RegisterReader;

export type CommandKind = Command["kind"];

export const COMMAND_KINDS = [
  "CREATE_PAYMENT_INTENT",
  "UPDATE_PAYMENT_INTENT",
  "CANCEL_PAYMENT_INTENT",
  "CAPTURE_PAYMENT_INTENT",
  "CONFIRM_TWINT",
  "PROCESS_PAYMENT_INTENT",
  "CANCEL_READER_ACTION",
  "CREATE_LOCATION",
  "REGISTER_READER",
] as const satisfies readonly CommandKind[];

/** Commands that a reader acts on: sent once, never again by a job, or the next customer sees the last one's bill. */
export const READER_COMMAND_KINDS = [
  "PROCESS_PAYMENT_INTENT",
  "CANCEL_READER_ACTION",
] as const satisfies readonly CommandKind[];

export function isReaderCommand(kind: CommandKind): boolean {
  return (READER_COMMAND_KINDS as readonly CommandKind[]).includes(kind);
}

export interface CreatePaymentIntent {
  kind: "CREATE_PAYMENT_INTENT";
  paymentId: string;
  orderId: string;
  orderReference: string;
  tender: Extract<Tender, "CARD_PRESENT" | "TWINT">;
  amountMinor: number;
  currency: string;
  captureMethod: CaptureMethod;
  customerId: string | null;
  applicationFeeMinor: number | null;
}

export interface UpdatePaymentIntent {
  kind: "UPDATE_PAYMENT_INTENT";
  paymentIntentId: string;
  amountMinor: number | null;
  applicationFeeMinor: number | null;
}

export interface CancelPaymentIntent {
  kind: "CANCEL_PAYMENT_INTENT";
  paymentIntentId: string;
}

export interface CapturePaymentIntent {
  kind: "CAPTURE_PAYMENT_INTENT";
  paymentIntentId: string;
  /** What Stripe is asked to take: the sale and the tip. */
  amountToCaptureMinor: number;
  applicationFeeMinor: number | null;
}

export interface ConfirmTwint {
  kind: "CONFIRM_TWINT";
  paymentIntentId: string;
  /** Ours, not the till's: Stripe appends the client secret to it. */
  returnUrl: string;
  billingDetails: BillingDetails | null;
}

export interface BillingDetails {
  name: string | null;
  email: string | null;
  phone: string | null;
  address: Address | null;
}

export interface ProcessPaymentIntent {
  kind: "PROCESS_PAYMENT_INTENT";
  stripeReaderId: string;
  paymentIntentId: string;
  enableCustomerCancellation: boolean;
  skipTipping: boolean | null;
  tipEligibleMinor: number | null;
  allowRedisplay: "ALWAYS" | "LIMITED" | "UNSPECIFIED" | null;
}

export interface CancelReaderAction {
  kind: "CANCEL_READER_ACTION";
  stripeReaderId: string;
}

export interface CreateLocation {
  kind: "CREATE_LOCATION";
  displayName: string;
  address: Address;
  timeZone: string;
}

export interface RegisterReader {
  kind: "REGISTER_READER";
  registrationCode: string;
  stripeLocationId: string;
  /** Null: the serial number. */
  label: string | null;
  metadata: Record<string, string>;
}
