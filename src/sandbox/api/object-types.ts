export type ObjectType =
  | "account"
  | "balance_transaction"
  | "charge"
  | "customer"
  | "event"
  | "payment_intent"
  | "payment_method"
  | "refund"
  | "terminal.connection_token"
  | "terminal.location"
  | "terminal.reader"
  | "webhook_endpoint"
  /** May be expanded at Stripe; the sandbox holds none, so the field stays as it is. */
  | "elsewhere";

/** Which fields hold an id that `expand` may turn into the object; a dotted name lies inside the object itself. */
export const EXPANDABLE: Readonly<Record<ObjectType, Readonly<Record<string, ObjectType>>>> = {
  account: {},
  balance_transaction: { source: "charge" },
  charge: {
    application: "elsewhere",
    application_fee: "elsewhere",
    balance_transaction: "balance_transaction",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    on_behalf_of: "account",
    payment_intent: "payment_intent",
    refunds: "refund",
    review: "elsewhere",
    source_transfer: "elsewhere",
    transfer: "elsewhere",
    "transfer_data.destination": "account",
  },
  customer: { default_source: "elsewhere", "invoice_settings.default_payment_method": "payment_method" },
  event: {},
  payment_intent: {
    application: "elsewhere",
    customer: "customer",
    latest_charge: "charge",
    on_behalf_of: "account",
    payment_method: "payment_method",
    review: "elsewhere",
    source: "elsewhere",
    "transfer_data.destination": "account",
  },
  payment_method: { customer: "customer" },
  refund: {
    balance_transaction: "balance_transaction",
    charge: "charge",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
    payment_method: "payment_method",
    source_transfer_reversal: "elsewhere",
    transfer_reversal: "elsewhere",
  },
  "terminal.connection_token": {},
  "terminal.location": {},
  "terminal.reader": {
    location: "terminal.location",
    "action.process_payment_intent.payment_intent": "payment_intent",
    "action.collect_payment_method.payment_intent": "payment_intent",
    "action.confirm_payment_intent.payment_intent": "payment_intent",
    "action.refund_payment.charge": "charge",
    "action.refund_payment.payment_intent": "payment_intent",
    "action.refund_payment.refund": "refund",
    "action.process_setup_intent.setup_intent": "elsewhere",
  },
  webhook_endpoint: {},
  elsewhere: {},
};
