import { emptyable, integer, oneOf, string } from "../validation/scalars.js";
import { address, emptyableString, expandFields, listFields, metadata } from "../validation/shared-params.js";
import { anything, object, required } from "../validation/structures.js";
import { METHOD_TYPES } from "./method-types.js";

const allowRedisplay = oneOf("always", "limited", "unspecified");

const billingDetails = object({
  address: emptyable(address),
  email: emptyableString(),
  name: emptyableString(),
  phone: emptyableString(),
  tax_id: string(),
});

export const createMethodFields = {
  ...expandFields,
  allow_redisplay: allowRedisplay,
  billing_details: billingDetails,
  card: object({
    cvc: string(),
    exp_month: integer(),
    exp_year: integer(),
    networks: anything(),
    number: string(),
    token: string(),
  }),
  customer: string(),
  metadata: metadata(),
  payment_method: string(),
  radar_options: anything(),
  twint: object({}),
  type: required(oneOf(...METHOD_TYPES)),
} as const;

export const updateMethodFields = {
  ...expandFields,
  allow_redisplay: allowRedisplay,
  billing_details: billingDetails,
  card: object({ exp_month: integer(), exp_year: integer(), networks: anything() }),
  metadata: metadata(),
} as const;

export const listMethodsFields = {
  ...listFields,
  allow_redisplay: allowRedisplay,
  customer: string(),
  customer_account: string(),
  type: oneOf(...METHOD_TYPES),
} as const;

export const attachMethodFields = { ...expandFields, customer: string(), customer_account: string() } as const;
