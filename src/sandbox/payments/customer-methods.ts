import { refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { emit } from "../webhooks/emit.js";
import { newMethod } from "./new-method.js";
import { findNamedTestCard } from "./named-test-cards.js";
import { verifyCard } from "./verify-card.js";

/** Cards that were read on a reader are of one use; a customer keeps none of them (facts 4.10). */
const OF_ONE_USE: readonly string[] = ["card_present", "interac_present", "twint"];

/** A method by its id; the names of Stripe's test cards make a new one each time. */
export function namedMethod(work: Work, id: string, status: 400 | 404): PaymentMethodRow {
  const known = work.find("payment_methods", id);
  if (known) return known;
  const details = findNamedTestCard(work, id);
  if (!details) throw resourceMissing({ kind: "PaymentMethod", id, param: "payment_method", status });
  return newMethod(work, { type: "card", details, billingDetails: null, metadata: {} });
}

export function attachToCustomer(work: Work, method: PaymentMethodRow, customer: string): PaymentMethodRow {
  if (method.customer === customer) return method;
  if (method.customer !== null)
    throw refusal({ message: "The payment method you provided has already been attached to a customer." });
  if (OF_ONE_USE.includes(method.type)) {
    const message = `Payment methods of the type ${method.type} can't be saved to a customer.`;
    throw refusal({ message, param: "payment_method" });
  }
  if (method.isSpent) throw spent();
  const attached = work.put("payment_methods", { ...verifyCard(method), customer });
  emit(work, "payment_method.attached", formatPaymentMethod(attached));
  return attached;
}

/** A method that leaves its customer can't be used again. */
export function detachFromCustomer(work: Work, method: PaymentMethodRow): PaymentMethodRow {
  if (method.customer === null) {
    throw refusal({
      message: "The payment method you provided is not attached to a customer so detachment is impossible.",
    });
  }
  const detached = work.put("payment_methods", { ...method, customer: null, isSpent: true });
  emit(work, "payment_method.detached", formatPaymentMethod(detached), { customer: method.customer });
  return detached;
}

/** What paid once and belongs to nobody can't pay again. */
export function spendMethod(work: Work, id: string): void {
  const method = work.find("payment_methods", id);
  if (method?.customer === null) work.put("payment_methods", { ...method, isSpent: true });
}

/** Also for a payment: neither a spent method nor another customer's. */
export function assertUsableBy(method: PaymentMethodRow, customer: string | null): void {
  if (method.isSpent) throw spent();
  if (method.customer === null || method.customer === customer) return;
  if (customer === null) {
    const message = `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`;
    throw refusal({ code: "parameter_missing", message, param: "source" });
  }
  const message = `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`;
  throw refusal({ message, param: "payment_method" });
}

function spent(): Error {
  const message =
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a " +
    "connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use " +
    "a PaymentMethod multiple times, you must attach it to a Customer first.";
  return refusal({ message, param: "payment_method" });
}
