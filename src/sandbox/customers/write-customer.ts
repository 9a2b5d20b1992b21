import { mergeMetadata } from "../api/merge-metadata.js";
import type { Call } from "../api/route.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { CustomerRow } from "../entities/customer.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatCustomer } from "../formatters/customer.js";
import { attachToCustomer, namedMethod } from "../payments/customer-methods.js";
import type { ReadFields } from "../validation/param.js";
import { emit } from "../webhooks/emit.js";
import { emitUpdate } from "../webhooks/emit-update.js";
import type { createCustomerFields, updateCustomerFields } from "./customer-params.js";
import { getCustomer } from "./get-customer.js";

type CreateParams = ReadFields<typeof createCustomerFields>;
type UpdateParams = ReadFields<typeof updateCustomerFields>;

export function createCustomer({ work, params }: Call<CreateParams>): StripeObject {
  assertPrefixFree(work, params.invoice_prefix, undefined);
  const customer = work.put("customers", changed(newCustomer(work), params));
  emit(work, "customer.created", formatCustomer(customer));
  if (params.payment_method !== undefined)
    attachToCustomer(work, namedMethod(work, params.payment_method, 400), customer.id);
  return formatCustomer(customer);
}

export function updateCustomer({ work, params, ids }: Call<UpdateParams>): StripeObject {
  const before = getCustomer(work, ids["customer"] ?? "");
  assertPrefixFree(work, params.invoice_prefix, before.id);
  const customer = work.put("customers", changed(before, params));
  const after = formatCustomer(customer);
  emitUpdate(work, "customer.updated", { before: formatCustomer(before), after });
  return after;
}

/** Its methods are detached with it; payments keep its id. */
export function deleteCustomer({ work, ids }: Call<unknown>): StripeObject {
  const customer = getCustomer(work, ids["customer"] ?? "");
  for (const method of work.tables.payment_methods.newestFirst(work.account)) {
    if (method.customer === customer.id) work.put("payment_methods", { ...method, customer: null });
  }
  emit(work, "customer.deleted", formatCustomer(customer));
  return formatCustomer(work.put("customers", { ...customer, deleted: true }));
}

function newCustomer(work: Work): CustomerRow {
  return {
    id: `cus_${work.drawLetters(14, "cus")}`,
    account: work.account,
    created: work.nowSeconds,
    email: null,
    name: null,
    businessName: null,
    individualName: null,
    phone: null,
    description: null,
    address: null,
    shipping: null,
    preferredLocales: [],
    taxExempt: "none",
    balance: 0,
    invoicePrefix: work.drawLetters(8, "invoice_prefix").toUpperCase(),
    nextInvoiceSequence: 1,
    defaultPaymentMethod: null,
    metadata: {},
    deleted: false,
  };
}

function changed(before: CustomerRow, params: UpdateParams): CustomerRow {
  assertEmail(params.email);
  return {
    ...before,
    email: orBefore(params.email, before.email),
    name: orBefore(params.name, before.name),
    businessName: orBefore(params.business_name, before.businessName),
    individualName: orBefore(params.individual_name, before.individualName),
    phone: orBefore(params.phone, before.phone),
    description: orBefore(params.description, before.description),
    address: params.address === undefined ? before.address : withAllParts(params.address),
    shipping: params.shipping === undefined ? before.shipping : shippingOf(params.shipping),
    preferredLocales: params.preferred_locales ?? before.preferredLocales,
    taxExempt: params.tax_exempt === undefined ? before.taxExempt : (params.tax_exempt ?? "none"),
    balance: params.balance ?? before.balance,
    invoicePrefix: params.invoice_prefix ?? before.invoicePrefix,
    nextInvoiceSequence: params.next_invoice_sequence ?? before.nextInvoiceSequence,
    defaultPaymentMethod: params.invoice_settings?.default_payment_method ?? before.defaultPaymentMethod,
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
}

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function withAllParts(address: Json | null): Json | null {
  return address && { ...NO_ADDRESS, ...address };
}

function shippingOf(shipping: Json | null): Json | null {
  return shipping && { phone: null, ...shipping, address: withAllParts(shipping["address"] as Json) };
}

function assertEmail(email: string | null | undefined): void {
  if (email === null || email === undefined || /^[^\s@]+@[^\s@]+$/.test(email)) return;
  throw invalidParameter({ code: "email_invalid", message: `Invalid email address: ${email}`, param: "email" });
}

function assertPrefixFree(work: Work, prefix: string | undefined, ownId: string | undefined): void {
  if (prefix === undefined) return;
  for (const { id, invoicePrefix } of work.tables.customers.newestFirst(work.account)) {
    if (invoicePrefix !== prefix || id === ownId) continue;
    const message = `This invoice number prefix is taken by customer: ${id}. Please enter a different prefix.`;
    throw invalidParameter({ message, param: "invoice_prefix" });
  }
}

/** Null unsets the field; absent leaves it. */
function orBefore(sent: string | null | undefined, before: string | null): string | null {
  return sent === undefined ? before : sent;
}
