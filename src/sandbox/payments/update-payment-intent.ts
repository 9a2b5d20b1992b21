import { mergeMetadata } from "../api/merge-metadata.js";
import type { Call } from "../api/route.js";
import { unexpectedState } from "../api/stripe-error.js";
import { assertCustomer } from "../customers/get-customer.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import type { ReadFields } from "../validation/param.js";
import { mergeAmountDetails } from "./amount-details.js";
import { assertFee } from "./application-fee.js";
import { assertMethodsFit } from "./assert-methods-fit.js";
import { attachMethod } from "./attach-method.js";
import { assertAmount, readCurrency } from "./currency.js";
import { getPaymentIntent } from "./get-payment-intent.js";
import { optionsFor } from "./method-options.js";
import type { updateFields } from "./payment-intent-params.js";

type UpdateParams = ReadFields<typeof updateFields>;

const OPEN: readonly string[] = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Fields that say what is to be paid and how; the others may change even after the payment (facts 2). */
const PAYMENT_FIELDS = [
  "amount",
  "currency",
  "capture_method",
  "allowed_payment_method_types",
  "payment_method_types",
  "payment_method",
  "payment_method_data",
  "payment_method_options",
  "setup_future_usage",
  "application_fee_amount",
] as const;

/** Any update forgets why the last attempt failed (facts 3.3). */
export function updatePaymentIntent({ work, params, ids }: Call<UpdateParams>): StripeObject {
  const intent = getPaymentIntent(work, ids["intent"] ?? "");
  assertOpenFor(intent, params);
  assertCustomer(work, params.customer);

  const currency = params.currency === undefined ? intent.currency : readCurrency(params.currency);
  const amount = params.amount ?? intent.amount;
  if (params.amount !== undefined || params.currency !== undefined) assertAmount(amount, currency);
  const isOther = amount !== intent.amount || currency !== intent.currency;
  assertFee(work, amount, {
    application_fee_amount: params.application_fee_amount ?? (isOther ? intent.applicationFeeAmount : null),
    transfer_data: intent.transferData,
  });
  const changes = methodChanges(intent, params);

  const changed: PaymentIntentRow = {
    ...intent,
    ...changes,
    ...descriptionChanges(intent, params),
    ...(isOther || !(changes.types ?? []).includes("twint") ? closedPage(intent) : {}),
    amount,
    amountDetails: mergeAmountDetails(intent.amountDetails, params.amount_details),
    currency,
    lastPaymentError: null,
  };
  assertMethodsFit(work, changed);
  return formatPaymentIntent(work.put("payment_intents", attachMethod(work, changed, params)));
}

/** Nobody pays another amount than the page showed, nor by a page of a type that is gone: it is confirmed again. */
function closedPage(intent: PaymentIntentRow): Partial<PaymentIntentRow> {
  return intent.status === "requires_action" ? { nextAction: null, status: "requires_confirmation" } : {};
}

function assertOpenFor(intent: PaymentIntentRow, params: UpdateParams): void {
  if (OPEN.includes(intent.status)) return;
  const field = PAYMENT_FIELDS.find((name) => params[name] !== undefined);
  if (!field) return;
  const message =
    `This PaymentIntent's ${field} could not be updated because it has a status of ${intent.status}. You may only ` +
    `update the ${field} of a PaymentIntent with one of the following statuses: ${OPEN.join(", ")}.`;
  throw unexpectedState(message, formatPaymentIntent(intent), field);
}

function methodChanges(intent: PaymentIntentRow, params: UpdateParams): Partial<PaymentIntentRow> {
  const asked = params.allowed_payment_method_types ?? params.payment_method_types;
  const types = asked ?? intent.types;
  return {
    types,
    methodOptions: optionsFor(types, { before: intent.methodOptions, sent: params.payment_method_options }),
    captureMethod: params.capture_method ?? intent.captureMethod,
    excludedTypes: orBefore(params.excluded_payment_method_types, intent.excludedTypes ?? null),
    ...(asked ? { automaticMethods: null, allowedTypes: params.allowed_payment_method_types ?? null } : {}),
  };
}

function descriptionChanges(intent: PaymentIntentRow, params: UpdateParams): Partial<PaymentIntentRow> {
  return {
    customer: params.customer ?? intent.customer,
    description: params.description ?? intent.description,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    receiptEmail: orBefore(params.receipt_email, intent.receiptEmail),
    setupFutureUsage: orBefore(params.setup_future_usage, intent.setupFutureUsage),
    statementDescriptor: params.statement_descriptor ?? intent.statementDescriptor,
    statementDescriptorSuffix: params.statement_descriptor_suffix ?? intent.statementDescriptorSuffix,
    applicationFeeAmount: orBefore(params.application_fee_amount, intent.applicationFeeAmount),
    transferGroup: params.transfer_group ?? intent.transferGroup,
    shipping: orBefore(params.shipping, intent.shipping),
    transferData: params.transfer_data ? { ...intent.transferData, ...params.transfer_data } : intent.transferData,
  };
}

/** Null unsets the field; absent leaves it. */
function orBefore<T, B>(sent: T | undefined, before: B): T | B {
  return sent === undefined ? before : sent;
}
