import { isCreatedWithin, list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import { string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields } from "../validation/shared-params.js";
import { cancelPaymentIntent } from "./cancel-payment-intent.js";
import { capturePaymentIntent } from "./capture-payment-intent.js";
import { confirmPaymentIntent } from "./confirm-payment-intent.js";
import { createPaymentIntent } from "./create-payment-intent.js";
import { getPaymentIntent } from "./get-payment-intent.js";
import { cancelFields, captureFields, confirmFields, createFields, updateFields } from "./payment-intent-params.js";
import { updatePaymentIntent } from "./update-payment-intent.js";

const answers = "payment_intent";
const one = "/v1/payment_intents/:intent";

export const paymentIntentRoutes: readonly Route[] = [
  route({ method: "POST", path: "/v1/payment_intents", answers, fields: createFields, handle: createPaymentIntent }),
  route({
    method: "GET",
    path: "/v1/payment_intents",
    answers,
    isList: true,
    fields: { ...listFields, created: createdRange, customer: string(), customer_account: string() },
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.payment_intents,
        params,
        url: "/v1/payment_intents",
        kind: "payment_intent",
        by: { customer: params.customer },
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.customer === undefined || row.customer === params.customer) &&
          params.customer_account === undefined,
        format: formatPaymentIntent,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: { ...expandFields, client_secret: string() },
    handle: ({ work, ids }) => formatPaymentIntent(getPaymentIntent(work, ids["intent"] ?? "")),
  }),
  route({ method: "POST", path: one, answers, fields: updateFields, handle: updatePaymentIntent }),
  route({ method: "POST", path: `${one}/confirm`, answers, fields: confirmFields, handle: confirmPaymentIntent }),
  route({ method: "POST", path: `${one}/capture`, answers, fields: captureFields, handle: capturePaymentIntent }),
  route({ method: "POST", path: `${one}/cancel`, answers, fields: cancelFields, handle: cancelPaymentIntent }),
];
