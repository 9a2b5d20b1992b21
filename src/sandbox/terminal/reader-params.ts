import { boolean, integer, nonNegativeInteger, oneOf, string } from "../validation/scalars.js";
import { emptyableString, expandFields, listFields, metadata } from "../validation/shared-params.js";
import { arrayOf, object, required } from "../validation/structures.js";
import { cartAmount } from "./cart-amount.js";
import { DEVICE_TYPES } from "./device-types.js";

export const registerReaderFields = {
  ...expandFields,
  label: string(),
  location: string(),
  metadata: metadata(),
  registration_code: required(string()),
} as const;

export const updateReaderFields = { ...expandFields, label: emptyableString(), metadata: metadata() } as const;

export const listReadersFields = {
  ...listFields,
  device_type: oneOf(...DEVICE_TYPES),
  location: string(),
  serial_number: string(),
  status: oneOf("offline", "online"),
} as const;

export const processPaymentIntentFields = {
  ...expandFields,
  payment_intent: required(string()),
  process_config: object({
    allow_redisplay: oneOf("always", "limited", "unspecified"),
    enable_customer_cancellation: boolean(),
    return_url: string(),
    skip_tipping: boolean(),
    tipping: object({ amount_eligible: nonNegativeInteger() }),
  }),
} as const;

export const collectPaymentMethodFields = {
  ...expandFields,
  collect_config: object({
    allow_redisplay: oneOf("always", "limited", "unspecified"),
    enable_customer_cancellation: boolean(),
    skip_tipping: boolean(),
    tipping: object({ amount_eligible: nonNegativeInteger() }),
  }),
  payment_intent: required(string()),
} as const;

export const confirmAtReaderFields = {
  ...expandFields,
  confirm_config: object({ return_url: string() }),
  payment_intent: required(string()),
} as const;

export const setReaderDisplayFields = {
  ...expandFields,
  cart: object({
    currency: required(string()),
    line_items: required(
      arrayOf(
        object({ amount: required(cartAmount()), description: required(string()), quantity: required(integer()) }),
      ),
    ),
    tax: cartAmount(),
    total: required(cartAmount()),
  }),
  type: required(oneOf("cart")),
} as const;

export const presentPaymentMethodFields = {
  ...expandFields,
  amount_tip: nonNegativeInteger(),
  card: object({
    cvc: string(),
    exp_month: required(integer()),
    exp_year: required(integer()),
    number: required(string()),
  }),
  card_present: object({ number: string() }),
  interac_present: object({ number: string() }),
  type: oneOf("card", "card_present", "interac_present"),
} as const;
