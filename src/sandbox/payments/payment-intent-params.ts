import { ENDIVE } from "../api/api-version.js";
import type { Param } from "../validation/param.js";
import { boolean, booleanOr, emptyable, integer, oneOf, string } from "../validation/scalars.js";
import { address, emptyableString, expandFields, metadata } from "../validation/shared-params.js";
import { anything, arrayOf, during, object, required } from "../validation/structures.js";
import { OTHER_DATA_HASHES, OTHER_OPTION_HASHES } from "./method-hashes.js";
import { METHOD_TYPES } from "./method-types.js";

type Untouched = Param<Readonly<Record<string, unknown>>>;

function untouched<const Name extends string>(names: readonly Name[]): Record<Name, Untouched> {
  return Object.fromEntries(names.map((name) => [name, anything()])) as Record<Name, Untouched>;
}

const methodTypes = arrayOf(oneOf(...METHOD_TYPES));
const captureMethod = oneOf("automatic", "automatic_async", "manual");

const billingDetails = object({
  address: emptyable(address),
  email: emptyableString(),
  name: emptyableString(),
  phone: emptyableString(),
  tax_id: string(),
});

/** What a client may make on the way: cards are named by their id, and readers make their own. */
const DATA_TYPES = [...OTHER_DATA_HASHES, "twint" as const].filter((type) => type !== "interac_present");

const methodData = object({
  ...untouched(OTHER_DATA_HASHES),
  allow_redisplay: oneOf("always", "limited", "unspecified"),
  billing_details: billingDetails,
  metadata: metadata(),
  radar_options: anything(),
  twint: object({}),
  type: required(oneOf(...DATA_TYPES)),
});

const methodOptions = object({
  ...untouched(OTHER_OPTION_HASHES),
  card_present: emptyable(
    object({
      capture_method: oneOf("manual", "manual_preferred"),
      request_extended_authorization: boolean(),
      request_incremental_authorization_support: boolean(),
      routing: object({ requested_priority: oneOf("domestic", "international") }),
    }),
  ),
  interac_present: emptyable(object({})),
  twint: emptyable(object({ setup_future_usage: oneOf("none", "off_session") })),
});

const shipping = object({
  address: required(address),
  carrier: string(),
  name: required(string()),
  phone: string(),
  tracking_number: string(),
});

const amountDetails = object({
  discount_amount: emptyable(integer()),
  enforce_arithmetic_validation: boolean(),
  line_items: emptyable(arrayOf(anything())),
  shipping: emptyable(
    object({ amount: emptyable(integer()), from_postal_code: emptyableString(), to_postal_code: emptyableString() }),
  ),
  tax: emptyable(object({ total_tax_amount: required(integer()) })),
});

const paymentDetails = object({ customer_reference: emptyableString(), order_reference: emptyableString() });

/** From endive on only the new name is known (facts, top). */
const types = {
  allowed_payment_method_types: methodTypes,
  payment_method_types: during(methodTypes, { until: ENDIVE }),
} as const;

/** What create, update and confirm have in common. */
const shared = {
  ...expandFields,
  ...types,
  capture_method: captureMethod,
  hooks: anything(),
  payment_method: string(),
  payment_method_data: methodData,
  payment_method_options: methodOptions,
} as const;

const describing = {
  customer: string(),
  customer_account: string(),
  description: string({ max: 1000 }),
  metadata: metadata(),
  payment_method_configuration: string(),
  statement_descriptor: string({ max: 22 }),
  statement_descriptor_suffix: string({ max: 22 }),
  transfer_group: string(),
} as const;

const confirming = {
  confirmation_token: string(),
  error_on_requires_action: boolean(),
  mandate: string(),
  mandate_data: anything(),
  off_session: booleanOr("one_off", "recurring"),
  radar_options: anything(),
  return_url: string(),
  use_stripe_sdk: boolean(),
} as const;

const transferData = {
  amount: integer(),
  description: string(),
  metadata: metadata(),
  payment_data: anything(),
} as const;

export const createFields = {
  ...shared,
  ...describing,
  ...confirming,
  amount: required(integer()),
  amount_details: amountDetails,
  application_fee_amount: integer(),
  automatic_payment_methods: object({ allow_redirects: oneOf("always", "never"), enabled: required(boolean()) }),
  confirm: boolean(),
  confirmation_method: oneOf("automatic", "manual"),
  currency: required(string()),
  excluded_payment_method_types: methodTypes,
  on_behalf_of: string(),
  payment_details: paymentDetails,
  receipt_email: string(),
  setup_future_usage: oneOf("off_session", "on_session"),
  shipping,
  transfer_data: object({ ...transferData, destination: required(string()) }),
} as const;

export const updateFields = {
  ...shared,
  ...describing,
  amount: integer(),
  amount_details: emptyable(amountDetails),
  application_fee_amount: emptyable(integer()),
  currency: string(),
  excluded_payment_method_types: emptyable(methodTypes),
  payment_details: emptyable(paymentDetails),
  receipt_email: emptyableString(),
  setup_future_usage: emptyable(oneOf("off_session", "on_session")),
  shipping: emptyable(shipping),
  transfer_data: object(transferData),
} as const;

export const confirmFields = {
  ...shared,
  ...confirming,
  amount_details: emptyable(amountDetails),
  amount_to_confirm: integer(),
  excluded_payment_method_types: emptyable(methodTypes),
  payment_details: emptyable(paymentDetails),
  receipt_email: emptyableString(),
  setup_future_usage: emptyable(oneOf("off_session", "on_session")),
  shipping: emptyable(shipping),
} as const;

export const captureFields = {
  ...expandFields,
  amount_details: amountDetails,
  amount_to_capture: integer(),
  application_fee_amount: integer(),
  final_capture: boolean(),
  hooks: anything(),
  metadata: metadata(),
  payment_details: emptyable(paymentDetails),
  statement_descriptor: string({ max: 22 }),
  statement_descriptor_suffix: string({ max: 22 }),
  transfer_data: object({ amount: integer() }),
} as const;

export const cancelFields = {
  ...expandFields,
  cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer"),
} as const;
