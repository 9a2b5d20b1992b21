import { route, type Route } from "../api/route.js";
import { resourceMissing } from "../api/stripe-error.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { expandFields } from "../validation/shared-params.js";

export const paymentMethodRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/payment_methods/:payment_method",
    answers: "payment_method",
    fields: expandFields,
    handle: ({ work, ids }) => {
      const id = ids["payment_method"] ?? "";
      const method = work.find("payment_methods", id);
      if (!method) throw resourceMissing({ kind: "PaymentMethod", id, param: "payment_method", status: 404 });
      return formatPaymentMethod(method);
    },
  }),
];
