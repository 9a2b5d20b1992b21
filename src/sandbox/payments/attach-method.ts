import { mergeMetadata } from "../api/merge-metadata.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { Json } from "../entities/row.js";
import type { MetadataParam } from "../validation/shared-params.js";
import { billingDetailsOf } from "./billing-details.js";
import { assertUsableBy, namedMethod } from "./customer-methods.js";
import { newMethod } from "./new-method.js";

export interface MethodParams {
  readonly payment_method?: string;
  readonly payment_method_data?: {
    readonly type: string;
    readonly billing_details?: Json;
    readonly metadata?: MetadataParam;
  };
}

/** Puts the method that was sent on the intent, which then waits for its confirmation. */
export function attachMethod(work: Work, intent: PaymentIntentRow, params: MethodParams): PaymentIntentRow {
  const method = methodOf(work, params);
  if (!method) return intent;
  if (!intent.types.includes(method.type)) throw notAllowed(method, intent);
  assertUsableBy(method, intent.customer);
  work.put("payment_methods", method);
  return { ...intent, nextAction: null, paymentMethodId: method.id, status: "requires_confirmation" };
}

function methodOf(work: Work, params: MethodParams): PaymentMethodRow | undefined {
  if (params.payment_method !== undefined) return namedMethod(work, params.payment_method, 400);
  const data = params.payment_method_data;
  if (!data) return undefined;
  if (data.type === "card") throw rawCard("payment_method_data[card]");
  return newMethod(work, {
    type: data.type,
    details: {},
    billingDetails: billingDetailsOf(data.billing_details),
    metadata: mergeMetadata({}, data.metadata),
  });
}

function notAllowed(method: PaymentMethodRow, intent: PaymentIntentRow): Error {
  const message =
    `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod ` +
    `of one of the following types: ${intent.types.join(", ")}. Alternatively, update the allowed payment_method_types ` +
    `for this PaymentIntent to include "${method.type}"`;
  return invalidParameter({ message, param: "payment_method" });
}

/** Card numbers never pass this API; the named test cards do (pm_card_visa). */
export function rawCard(param: string): Error {
  const message =
    "Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use Stripe.js, " +
    "the Stripe mobile bindings, or Stripe Elements.";
  return invalidParameter({ message, param });
}
