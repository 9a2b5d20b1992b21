import { isCreatedWithin, list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { formatCharge } from "../formatters/charge.js";
import { string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields } from "../validation/shared-params.js";
import { getCharge } from "./get-charge.js";

const answers = "charge";

export const chargeRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/charges",
    answers,
    isList: true,
    fields: {
      ...listFields,
      created: createdRange,
      customer: string(),
      payment_intent: string(),
      transfer_group: string(),
    },
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.charges,
        params,
        url: "/v1/charges",
        kind: "charge",
        by: { paymentIntentId: params.payment_intent, customer: params.customer },
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.customer === undefined || row.customer === params.customer) &&
          (params.payment_intent === undefined || row.paymentIntentId === params.payment_intent) &&
          (params.transfer_group === undefined || row.transferGroup === params.transfer_group),
        format: formatCharge,
      }),
  }),
  route({
    method: "GET",
    path: "/v1/charges/:charge",
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatCharge(getCharge(work, ids["charge"] ?? "")),
  }),
];
