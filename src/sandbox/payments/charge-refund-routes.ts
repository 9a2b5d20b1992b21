import { list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { resourceMissing } from "../api/stripe-error.js";
import { formatRefund } from "../formatters/refund.js";
import { expandFields, listFields } from "../validation/shared-params.js";
import { getCharge } from "./get-charge.js";

const answers = "refund";
const all = "/v1/charges/:charge/refunds";

/** Where the list that a charge carries goes on. */
export const chargeRefundRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listFields,
    handle: ({ work, params, ids }) => {
      const { id } = getCharge(work, ids["charge"] ?? "");
      return list(work, {
        table: work.tables.refunds,
        params,
        url: `/v1/charges/${id}/refunds`,
        kind: "refund",
        by: { chargeId: id },
        matches: (row) => row.chargeId === id,
        format: formatRefund,
      });
    },
  }),
  route({
    method: "GET",
    path: `${all}/:refund`,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      const charge = getCharge(work, ids["charge"] ?? "");
      const id = ids["refund"] ?? "";
      const refund = work.find("refunds", id);
      if (refund?.chargeId === charge.id) return formatRefund(refund);
      throw resourceMissing({ kind: "refund", id, param: "refund", status: 404 });
    },
  }),
];
