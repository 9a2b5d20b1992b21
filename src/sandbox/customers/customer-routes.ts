import { isCreatedWithin, list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { resourceMissing, StripeError } from "../api/stripe-error.js";
import { formatCustomer } from "../formatters/customer.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { METHOD_TYPES } from "../payments/method-types.js";
import { getMethod } from "../payments/write-payment-method.js";
import { oneOf } from "../validation/scalars.js";
import { expandFields, listFields } from "../validation/shared-params.js";
import { createCustomerFields, listCustomersFields, updateCustomerFields } from "./customer-params.js";
import { getCustomer } from "./get-customer.js";
import { createCustomer, deleteCustomer, updateCustomer } from "./write-customer.js";

const answers = "customer";
const all = "/v1/customers";
const one = `${all}/:customer`;

export const customerRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createCustomerFields, handle: createCustomer }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listCustomersFields,
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.customers,
        params,
        url: all,
        kind: "customer",
        matches: (row) =>
          !row.deleted &&
          isCreatedWithin(row.created, params.created) &&
          (params.email === undefined || row.email === params.email) &&
          params.test_clock === undefined,
        format: formatCustomer,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      const id = ids["customer"] ?? "";
      const customer = work.find("customers", id);
      if (!customer) throw resourceMissing({ kind: "customer", id, param: "id", status: 404 });
      return formatCustomer(customer);
    },
  }),
  route({ method: "POST", path: one, answers, fields: updateCustomerFields, handle: updateCustomer }),
  route({ method: "DELETE", path: one, answers, fields: {}, handle: deleteCustomer }),
  route({
    method: "GET",
    path: `${one}/payment_methods/:payment_method`,
    answers: "payment_method",
    fields: expandFields,
    handle: ({ work, ids }) => {
      const { id } = getCustomer(work, ids["customer"] ?? "");
      const method = getMethod(work, ids);
      if (method.customer === id) return formatPaymentMethod(method);
      throw new StripeError(
        { type: "invalid_request_error", message: "Invalid request", param: "customer" },
        { status: 404, isValidation: true },
      );
    },
  }),
  route({
    method: "GET",
    path: `${one}/payment_methods`,
    answers: "payment_method",
    isList: true,
    fields: { ...listFields, allow_redisplay: oneOf("always", "limited", "unspecified"), type: oneOf(...METHOD_TYPES) },
    handle: ({ work, params, ids }) => {
      const { id } = getCustomer(work, ids["customer"] ?? "");
      return list(work, {
        table: work.tables.payment_methods,
        params,
        url: `${all}/${id}/payment_methods`,
        kind: "payment_method",
        by: { customer: id },
        matches: (row) =>
          row.customer === id &&
          (params.type === undefined || row.type === params.type) &&
          (params.allow_redisplay === undefined || params.allow_redisplay === (row.allowRedisplay ?? "unspecified")),
        format: formatPaymentMethod,
      });
    },
  }),
];
