import { mergeMetadata } from "../api/merge-metadata.js";
import type { Call } from "../api/route.js";
import { invalidParameter, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import { assertCustomer } from "../customers/get-customer.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import type { ReadFields } from "../validation/param.js";
import { emitUpdate } from "../webhooks/emit-update.js";
import { rawCard } from "./attach-method.js";
import { billingDetailsOf } from "./billing-details.js";
import { newMethod } from "./new-method.js";
import { attachToCustomer, detachFromCustomer, namedMethod } from "./customer-methods.js";
import { findNamedTestCard } from "./named-test-cards.js";
import type { attachMethodFields, createMethodFields, updateMethodFields } from "./payment-method-params.js";

type CreateParams = ReadFields<typeof createMethodFields>;

/** Cards come by their test tokens (`tok_visa`); numbers never pass this API. */
export function createPaymentMethod({ work, params }: Call<CreateParams>): StripeObject {
  const method = newMethod(work, {
    type: params.type,
    details: params.type === "card" ? cardOf(work, params.card) : {},
    billingDetails: billingDetailsOf(params.billing_details),
    metadata: mergeMetadata({}, params.metadata),
  });
  const allowed = { ...method, allowRedisplay: params.allow_redisplay ?? "unspecified" };
  return formatPaymentMethod(work.put("payment_methods", allowed));
}

function cardOf(work: Work, card: CreateParams["card"]): Json {
  if (!card)
    throw invalidParameter({ code: "parameter_missing", message: "Missing required param: card.", param: "card" });
  if (card.token === undefined) throw rawCard("card[number]");
  const details = findNamedTestCard(work, card.token.replace(/^tok_/, "pm_card_"));
  if (!details) throw resourceMissing({ kind: "token", id: card.token, param: "card[token]", status: 400 });
  return details;
}

export function updatePaymentMethod({ work, params, ids }: Call<ReadFields<typeof updateMethodFields>>): StripeObject {
  const method = getMethod(work, ids);
  const { card = {} } = params;
  const updated = work.put("payment_methods", {
    ...method,
    allowRedisplay: params.allow_redisplay ?? method.allowRedisplay ?? "unspecified",
    billingDetails: billingDetailsOf(params.billing_details as Json | undefined, method.billingDetails),
    details: { ...method.details, ...card },
    metadata: mergeMetadata(method.metadata, params.metadata),
  });
  const after = formatPaymentMethod(updated);
  emitUpdate(work, "payment_method.updated", { before: formatPaymentMethod(method), after });
  return after;
}

export function attachPaymentMethod({ work, params, ids }: Call<ReadFields<typeof attachMethodFields>>): StripeObject {
  const method = namedMethod(work, ids["payment_method"] ?? "", 404);
  const { customer } = params;
  if (customer === undefined)
    throw invalidParameter({
      code: "parameter_missing",
      message: "Missing required param: customer.",
      param: "customer",
    });
  assertCustomer(work, customer);
  return formatPaymentMethod(attachToCustomer(work, method, customer));
}

export function detachPaymentMethod({ work, ids }: Call<unknown>): StripeObject {
  return formatPaymentMethod(detachFromCustomer(work, getMethod(work, ids)));
}

export function getMethod(work: Work, ids: Readonly<Record<string, string>>): PaymentMethodRow {
  const id = ids["payment_method"] ?? "";
  const method = work.find("payment_methods", id);
  if (!method) throw resourceMissing({ kind: "PaymentMethod", id, param: "payment_method", status: 404 });
  return method;
}
