import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";

/** The fields as Stripe really answers them (facts 3.2): there is no list of charges any more, only `latest_charge`. */
export function formatPaymentIntent(row: PaymentIntentRow): StripeObject {
  return {
    id: row.id,
    object: "payment_intent",
    allowed_payment_method_types: row.allowedTypes,
    amount: row.amount,
    amount_capturable: row.amountCapturable,
    amount_details: { ...row.amountDetails, tip: row.tipAmount === null ? {} : { amount: row.tipAmount } },
    amount_received: row.amountReceived,
    application: null,
    application_fee_amount: row.applicationFeeAmount,
    automatic_payment_methods: row.automaticMethods,
    canceled_at: row.canceledAt,
    cancellation_reason: row.cancellationReason,
    capture_method: row.captureMethod,
    client_secret: row.clientSecret,
    confirmation_method: row.confirmationMethod,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: row.excludedTypes ?? null,
    last_payment_error: row.lastPaymentError,
    latest_charge: row.latestChargeId,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: row.metadata,
    next_action: row.nextAction,
    on_behalf_of: row.onBehalfOf,
    payment_method: row.paymentMethodId,
    payment_method_configuration_details: configurationOf(row),
    payment_method_options: row.methodOptions,
    payment_method_types: row.types,
    payment_record: null,
    processing: null,
    receipt_email: row.receiptEmail,
    review: null,
    setup_future_usage: row.setupFutureUsage,
    shared_payment_granted_token: null,
    shipping: row.shipping,
    source: null,
    statement_descriptor: row.statementDescriptor,
    statement_descriptor_suffix: row.statementDescriptorSuffix,
    status: row.status,
    transfer_data: row.transferData,
    transfer_group: row.transferGroup,
  };
}

/** Present where Stripe chose the methods from the account's configuration (facts 3.1). */
function configurationOf(row: PaymentIntentRow): StripeObject | null {
  if (row.automaticMethods === null) return null;
  return { id: `pmc_1${row.account.slice(-15)}`, parent: null };
}
