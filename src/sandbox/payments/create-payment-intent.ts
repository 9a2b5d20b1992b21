import { AUTOMATIC_ASYNC_BY_DEFAULT, AUTOMATIC_METHODS_BY_DEFAULT, isAtLeast } from "../api/api-version.js";
import { newFamilyId } from "../api/new-id.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Call } from "../api/route.js";
import type { Work } from "../api/work.js";
import { assertCustomer } from "../customers/get-customer.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import type { ReadFields } from "../validation/param.js";
import { emit } from "../webhooks/emit.js";
import { mergeAmountDetails } from "./amount-details.js";
import { assertFee } from "./application-fee.js";
import { assertMethodsFit } from "./assert-methods-fit.js";
import { attachMethod } from "./attach-method.js";
import { confirmIntent } from "./confirm-intent.js";
import { assertAmount, readCurrency } from "./currency.js";
import { optionsFor } from "./method-options.js";
import type { createFields } from "./payment-intent-params.js";

export type CreateParams = ReadFields<typeof createFields>;

/** What the account takes when nobody says otherwise: cards and TWINT in francs. */
const AUTOMATIC_TYPES = ["card", "twint"];

export function createPaymentIntent({ work, params }: Call<CreateParams>): StripeObject {
  const currency = readCurrency(params.currency);
  assertAmount(params.amount, currency);
  assertOnlyWhenConfirming(params);
  assertCustomer(work, params.customer);
  assertFee(work, params.amount, params);

  const intent = attachMethod(work, newIntent(work, params, currency), params);
  assertMethodsFit(work, intent);
  work.put("payment_intents", intent);
  emit(work, "payment_intent.created", formatPaymentIntent(intent));
  return formatPaymentIntent(params.confirm === true ? confirmIntent(work, intent, params) : intent);
}

function newIntent(work: Work, params: CreateParams, currency: string): PaymentIntentRow {
  const id = newFamilyId(work, "pi", "3");
  return {
    id,
    account: work.account,
    amount: params.amount,
    amountCapturable: 0,
    amountReceived: 0,
    tipAmount: null,
    amountDetails: mergeAmountDetails({}, params.amount_details),
    currency,
    status: "requires_payment_method",
    captureMethod: params.capture_method ?? defaultCaptureMethod(work.version),
    confirmationMethod: params.confirmation_method ?? "automatic",
    ...methodsOf(work.version, params, currency),
    clientSecret: `${id}_secret_${work.drawLetters(25, "secret")}`,
    created: work.nowSeconds,
    canceledAt: null,
    cancellationReason: null,
    lastPaymentError: null,
    latestChargeId: null,
    attempts: 0,
    nextAction: null,
    paymentMethodId: null,
    ...describingFields(params),
  };
}

function describingFields(params: CreateParams) {
  return {
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    receiptEmail: params.receipt_email ?? null,
    setupFutureUsage: params.setup_future_usage ?? null,
    statementDescriptor: params.statement_descriptor ?? null,
    statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
    applicationFeeAmount: params.application_fee_amount ?? null,
    transferGroup: params.transfer_group ?? null,
    onBehalfOf: params.on_behalf_of ?? null,
    shipping: params.shipping ?? null,
    transferData: params.transfer_data ?? null,
  };
}

function defaultCaptureMethod(version: string): PaymentIntentRow["captureMethod"] {
  return isAtLeast(version, AUTOMATIC_ASYNC_BY_DEFAULT) ? "automatic_async" : "automatic";
}

/** Without types Stripe chooses by itself, and says so in the answer (facts 3.1); long ago it took cards alone. */
function methodsOf(version: string, params: CreateParams, currency: string) {
  const named = params.allowed_payment_method_types ?? params.payment_method_types;
  const automatic = params.automatic_payment_methods;
  if (named && automatic?.enabled) throw bothWays();
  const isAutomatic = automatic?.enabled ?? isAtLeast(version, AUTOMATIC_METHODS_BY_DEFAULT);
  const asked = named ?? (isAutomatic ? undefined : ["card"]);
  const types = asked ?? automaticTypes(params, currency);
  return {
    allowedTypes: params.allowed_payment_method_types ?? null,
    types,
    automaticMethods: asked ? null : { allow_redirects: automatic?.allow_redirects ?? "always", enabled: true },
    excludedTypes: params.excluded_payment_method_types ?? null,
    methodOptions: optionsFor(types, { before: {}, sent: params.payment_method_options }),
  };
}

function automaticTypes(params: CreateParams, currency: string): string[] {
  const mayRedirect = params.automatic_payment_methods?.allow_redirects !== "never";
  const fitsTwint = currency === "chf" && params.capture_method !== "manual" && mayRedirect;
  return AUTOMATIC_TYPES.filter(
    (type) => (type !== "twint" || fitsTwint) && !params.excluded_payment_method_types?.some((name) => name === type),
  );
}

function bothWays(): Error {
  const message =
    "You may only specify one of these parameters: automatic_payment_methods, allowed_payment_method_types.";
  return invalidParameter({ message });
}

function assertOnlyWhenConfirming(params: CreateParams): void {
  if (params.confirm === true) return;
  for (const param of ["return_url", "error_on_requires_action", "mandate", "mandate_data", "off_session"] as const) {
    if (params[param] === undefined) continue;
    throw invalidParameter({ message: `The parameter ${param} can only be used when confirm is true.`, param });
  }
}
