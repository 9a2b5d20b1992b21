import { isCreatedWithin, list, type Listing } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { route, type Route } from "../api/route.js";
import { refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { RefundRow } from "../entities/refund.js";
import type { StripeObject } from "../entities/row.js";
import { formatRefund } from "../formatters/refund.js";
import { expandFields } from "../validation/shared-params.js";
import { createRefund } from "./create-refund.js";
import { putRefund } from "./put-refund.js";
import { createRefundFields, listRefundsFields, updateRefundFields } from "./refund-params.js";

const answers = "refund";
const one = "/v1/refunds/:refund";

export const refundRoutes: readonly Route[] = [
  route({ method: "POST", path: "/v1/refunds", answers, fields: createRefundFields, handle: createRefund }),
  route({
    method: "GET",
    path: "/v1/refunds",
    answers,
    isList: true,
    fields: listRefundsFields,
    handle: ({ work, params }) =>
      withCount(work, {
        table: work.tables.refunds,
        params,
        url: "/v1/refunds",
        kind: "refund",
        by: { chargeId: params.charge, paymentIntentId: params.payment_intent },
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.charge === undefined || row.chargeId === params.charge) &&
          (params.payment_intent === undefined || row.paymentIntentId === params.payment_intent),
        format: formatRefund,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatRefund(getRefund(work, ids["refund"] ?? "")),
  }),
  route({
    method: "POST",
    path: one,
    answers,
    fields: updateRefundFields,
    handle: ({ work, params, ids }) => {
      const refund = getRefund(work, ids["refund"] ?? "");
      const metadata = mergeMetadata(refund.metadata, params.metadata);
      return formatRefund(putRefund(work, refund, { ...refund, metadata }));
    },
  }),
  route({
    method: "POST",
    path: `${one}/cancel`,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      getRefund(work, ids["refund"] ?? "");
      throw refusal({ message: "Canceling this refund is unsupported." });
    },
  }),
  route({
    method: "POST",
    path: "/v1/test_helpers/refunds/:refund/expire",
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      getRefund(work, ids["refund"] ?? "");
      throw refusal({ message: "Only a refund with a status of requires_action can be expired." });
    },
  }),
];

/** The one list that says how much it holds: a leftover at Stripe, and undocumented (facts 0). */
function withCount(work: Work, listing: Listing<RefundRow>): StripeObject {
  const { object, data, ...rest } = list(work, listing);
  return { object, count: (data as readonly unknown[]).length, data, ...rest };
}

function getRefund(work: Work, id: string): RefundRow {
  const refund = work.find("refunds", id);
  if (!refund) throw resourceMissing({ kind: "refund", id, param: "refund", status: 404 });
  return refund;
}
