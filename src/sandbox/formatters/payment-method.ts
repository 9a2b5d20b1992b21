import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { StripeObject } from "../entities/row.js";

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** All keys are present, and null where nothing is known (facts 4.9). */
export const NO_BILLING_DETAILS = { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null };

export function formatPaymentMethod(row: PaymentMethodRow): StripeObject {
  return {
    id: row.id,
    object: "payment_method",
    allow_redisplay: row.allowRedisplay ?? "unspecified",
    billing_details: row.billingDetails ?? NO_BILLING_DETAILS,
    [row.type]: row.details,
    created: row.created,
    customer: row.customer,
    customer_account: null,
    livemode: false,
    metadata: row.metadata,
    shared_payment_granted_token: null,
    type: row.type,
  };
}
