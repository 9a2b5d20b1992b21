import { invalidParameter } from "../api/stripe-error.js";
import type { Param } from "../validation/param.js";
import { boolean, emptyable, integer, oneOf, string } from "../validation/scalars.js";
import {
  address,
  createdRange,
  emptyableString,
  expandFields,
  listFields,
  metadata,
} from "../validation/shared-params.js";
import { anything, arrayOf, object, required } from "../validation/structures.js";

function invoicePrefix(): Param<string> {
  const plain = string();
  return {
    ...plain,
    read(raw, path, reading) {
      const text = plain.read(raw, path, reading);
      if (/^[A-Z0-9]{1,12}$/.test(text)) return text;
      throw invalidParameter({ message: "Invoice number prefix must be 1–12 uppercase letters or numbers." });
    },
  };
}

const shipping = object({ address: required(address), name: required(string()), phone: string() });

/** What create and update have in common; what concerns invoices and taxes is taken and not played. */
const shared = {
  ...expandFields,
  address: emptyable(address),
  balance: integer(),
  business_name: emptyableString(150),
  cash_balance: anything(),
  individual_name: emptyableString(150),
  invoice_prefix: invoicePrefix(),
  invoice_settings: object({
    custom_fields: emptyable(arrayOf(object({ name: required(string()), value: required(string()) }))),
    default_payment_method: string(),
    footer: string(),
    rendering_options: anything(),
  }),
  metadata: metadata(),
  next_invoice_sequence: integer(),
  preferred_locales: arrayOf(string()),
  shipping: emptyable(shipping),
  source: string(),
  tax: anything(),
  tax_exempt: emptyable(oneOf("none", "reverse", "exempt")),
  validate: boolean(),
} as const;

export const createCustomerFields = {
  ...shared,
  description: string(),
  email: string({ max: 512 }),
  name: string({ max: 256 }),
  payment_method: string(),
  phone: string({ max: 20 }),
  tax_id_data: arrayOf(anything()),
  test_clock: string(),
} as const;

export const updateCustomerFields = {
  ...shared,
  default_source: string(),
  description: emptyableString(),
  email: emptyableString(512),
  name: emptyableString(256),
  phone: emptyableString(20),
} as const;

export const listCustomersFields = {
  ...listFields,
  created: createdRange,
  email: string({ max: 512 }),
  test_clock: string(),
} as const;
