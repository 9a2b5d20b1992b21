import { boolean, integer, oneOf, string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields, metadata } from "../validation/shared-params.js";

export const createRefundFields = {
  ...expandFields,
  amount: integer(),
  charge: string(),
  currency: string(),
  customer: string(),
  instructions_email: string(),
  metadata: metadata(),
  origin: oneOf("customer_balance"),
  payment_intent: string(),
  reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
  refund_application_fee: boolean(),
  reverse_transfer: boolean(),
} as const;

export const updateRefundFields = { ...expandFields, metadata: metadata() } as const;

export const listRefundsFields = {
  ...listFields,
  charge: string(),
  created: createdRange,
  payment_intent: string(),
} as const;
