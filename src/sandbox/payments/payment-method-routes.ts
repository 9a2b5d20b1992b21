import { list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { assertCustomer } from "../customers/get-customer.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { expandFields } from "../validation/shared-params.js";
import {
  attachMethodFields,
  createMethodFields,
  listMethodsFields,
  updateMethodFields,
} from "./payment-method-params.js";
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  getMethod,
  updatePaymentMethod,
} from "./write-payment-method.js";

const answers = "payment_method";
const all = "/v1/payment_methods";
const one = `${all}/:payment_method`;

export const paymentMethodRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createMethodFields, handle: createPaymentMethod }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listMethodsFields,
    handle: ({ work, params }) => {
      assertCustomer(work, params.customer);
      return list(work, {
        table: work.tables.payment_methods,
        params,
        url: all,
        kind: "payment_method",
        by: { customer: params.customer },
        matches: (row) =>
          row.customer === params.customer &&
          (params.type === undefined || row.type === params.type) &&
          (params.allow_redisplay === undefined || params.allow_redisplay === (row.allowRedisplay ?? "unspecified")) &&
          params.customer_account === undefined,
        format: formatPaymentMethod,
      });
    },
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatPaymentMethod(getMethod(work, ids)),
  }),
  route({ method: "POST", path: one, answers, fields: updateMethodFields, handle: updatePaymentMethod }),
  route({ method: "POST", path: `${one}/attach`, answers, fields: attachMethodFields, handle: attachPaymentMethod }),
  route({ method: "POST", path: `${one}/detach`, answers, fields: expandFields, handle: detachPaymentMethod }),
];
