import { integer, oneOf, string } from "../validation/scalars.js";
import {
  address,
  createdRange,
  emptyableString,
  expandFields,
  listFields,
  metadata,
} from "../validation/shared-params.js";
import { anything, arrayOf, either, object, required } from "../validation/structures.js";

const shipping = object({ address: required(address), name: required(string()), phone: string() });

/** What create and update have in common; what concerns invoices and taxes is taken and not played. */
const shared = {
  ...expandFields,
  address: either(address, emptyableString()),
  balance: integer(),
  business_name: emptyableString(150),
  cash_balance: anything(),
  description: emptyableString(5000),
  email: emptyableString(512),
  individual_name: emptyableString(150),
  invoice_prefix: string({ max: 12 }),
  invoice_settings: object({
    custom_fields: anything(),
    default_payment_method: string(),
    footer: string(),
    rendering_options: anything(),
  }),
  metadata: metadata(),
  name: emptyableString(256),
  next_invoice_sequence: integer(),
  phone: emptyableString(20),
  preferred_locales: arrayOf(string()),
  shipping: either(shipping, emptyableString()),
  source: string(),
  tax: anything(),
  tax_exempt: oneOf("exempt", "none", "reverse"),
  validate: string(),
} as const;

export const createCustomerFields = {
  ...shared,
  payment_method: string(),
  tax_id_data: arrayOf(anything()),
  test_clock: string(),
} as const;

export const updateCustomerFields = { ...shared, default_source: string() } as const;

export const listCustomersFields = {
  ...listFields,
  created: createdRange,
  email: string({ max: 512 }),
  test_clock: string(),
} as const;
