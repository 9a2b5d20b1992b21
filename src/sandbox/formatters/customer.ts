import type { CustomerRow } from "../entities/customer.js";
import type { StripeObject } from "../entities/row.js";

/** Reading a customer that was deleted answers its stub. */
export function formatCustomer(row: CustomerRow): StripeObject {
  if (row.deleted) return { id: row.id, object: "customer", deleted: true };
  return {
    id: row.id,
    object: "customer",
    address: row.address,
    balance: row.balance,
    ...(row.businessName === null ? {} : { business_name: row.businessName }),
    created: row.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: row.description,
    discount: null,
    email: row.email,
    ...(row.individualName === null ? {} : { individual_name: row.individualName }),
    invoice_prefix: row.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: row.defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: row.metadata,
    name: row.name,
    next_invoice_sequence: row.nextInvoiceSequence,
    phone: row.phone,
    preferred_locales: row.preferredLocales,
    shipping: row.shipping,
    tax_exempt: row.taxExempt,
    test_clock: null,
  };
}
