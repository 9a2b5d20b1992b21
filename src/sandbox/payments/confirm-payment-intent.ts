import type { Call } from "../api/route.js";
import { refusal } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import type { ReadFields } from "../validation/param.js";
import { mergeAmountDetails } from "./amount-details.js";
import { assertMethodsFit } from "./assert-methods-fit.js";
import { attachMethod } from "./attach-method.js";
import { assertConfirmable, confirmIntent } from "./confirm-intent.js";
import { getPaymentIntent } from "./get-payment-intent.js";
import { optionsFor } from "./method-options.js";
import type { confirmFields } from "./payment-intent-params.js";

export function confirmPaymentIntent({ work, params, ids }: Call<ReadFields<typeof confirmFields>>): StripeObject {
  const intent = getPaymentIntent(work, ids["intent"] ?? "");
  assertConfirmable(intent);
  assertAmountAsExpected(params.amount_to_confirm, intent.amount);

  const asked = params.allowed_payment_method_types ?? params.payment_method_types;
  const types = asked ?? intent.types;
  const changed = {
    ...intent,
    types,
    allowedTypes: params.allowed_payment_method_types ?? intent.allowedTypes,
    amountDetails: mergeAmountDetails(intent.amountDetails, params.amount_details),
    captureMethod: params.capture_method ?? intent.captureMethod,
    methodOptions: optionsFor(types, { before: intent.methodOptions, sent: params.payment_method_options }),
    ...(params.receipt_email === undefined ? {} : { receiptEmail: params.receipt_email }),
    ...(params.shipping === undefined ? {} : { shipping: params.shipping }),
  };
  assertMethodsFit(work, changed);
  return formatPaymentIntent(confirmIntent(work, attachMethod(work, changed, params), params));
}

function assertAmountAsExpected(expected: number | undefined, amount: number): void {
  if (expected === undefined || expected === amount) return;
  const message = `The amount_to_confirm (${expected}) does not match the amount of the PaymentIntent (${amount}).`;
  throw refusal({ message, param: "amount_to_confirm" });
}
