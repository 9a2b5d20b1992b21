export type ObjectType =
  | "account"
  | "application_fee"
  | "balance"
  | "balance_transaction"
  | "charge"
  | "customer"
  | "event"
  | "fee_refund"
  | "payment_intent"
  | "payment_method"
  | "refund"
  | "terminal.connection_token"
  | "terminal.location"
  | "terminal.reader"
  | "transfer"
  | "transfer_reversal"
  | "webhook_endpoint"
  /** May be expanded at Stripe; the sandbox holds none, so the field stays as it is. */
  | "elsewhere";

/** Which fields hold an id that `expand` may turn into the object; a dotted name lies inside the object itself. */
export const EXPANDABLE: Readonly<Record<ObjectType, Readonly<Record<string, ObjectType>>>> = {
  account: {},
  application_fee: {
    account: "account",
    application: "elsewhere",
    balance_transaction: "balance_transaction",
    charge: "charge",
    originating_transaction: "charge",
  },
  balance: {},
  balance_transaction: { source: "charge" },
  charge: {
    application: "elsewhere",
    application_fee: "application_fee",
    balance_transaction: "balance_transaction",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    on_behalf_of: "account",
    payment_intent: "payment_intent",
    "payment_method_details.bancontact.generated_sepa_debit": "elsewhere",
    "payment_method_details.bancontact.generated_sepa_debit_mandate": "elsewhere",
    "payment_method_details.card.mandate": "elsewhere",
    "payment_method_details.ideal.generated_sepa_debit": "elsewhere",
    "payment_method_details.ideal.generated_sepa_debit_mandate": "elsewhere",
    "payment_method_details.sofort.generated_sepa_debit": "elsewhere",
    "payment_method_details.sofort.generated_sepa_debit_mandate": "elsewhere",
    "payment_method_details.us_bank_account.mandate": "elsewhere",
    refunds: "refund",
    review: "elsewhere",
    source_transfer: "elsewhere",
    transfer: "transfer",
    "transfer_data.destination": "account",
  },
  customer: { default_source: "elsewhere", "invoice_settings.default_payment_method": "payment_method" },
  event: {},
  fee_refund: { balance_transaction: "balance_transaction", fee: "application_fee" },
  payment_intent: {
    application: "elsewhere",
    charges: "charge",
    customer: "customer",
    latest_charge: "charge",
    on_behalf_of: "account",
    payment_method: "payment_method",
    review: "elsewhere",
    source: "elsewhere",
    "transfer_data.destination": "account",
  },
  payment_method: {
    "card.generated_from.setup_attempt": "elsewhere",
    customer: "customer",
    "sepa_debit.generated_from.charge": "charge",
    "sepa_debit.generated_from.setup_attempt": "elsewhere",
  },
  refund: {
    balance_transaction: "balance_transaction",
    charge: "charge",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
    payment_method: "payment_method",
    source_transfer_reversal: "transfer_reversal",
    transfer_reversal: "transfer_reversal",
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
  transfer: {
    balance_transaction: "balance_transaction",
    destination: "account",
    destination_payment: "charge",
    source_transaction: "charge",
  },
  transfer_reversal: {
    balance_transaction: "balance_transaction",
    destination_payment_refund: "refund",
    source_refund: "refund",
    transfer: "transfer",
  },
  webhook_endpoint: {},
  elsewhere: {},
};
