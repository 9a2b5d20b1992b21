import { isCreatedWithin, list } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { route, type Call, type Route } from "../api/route.js";
import { invalidParameter, refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ApplicationFeeRow, FeeRefundRow } from "../entities/application-fee.js";
import type { StripeObject } from "../entities/row.js";
import { formatApplicationFee, formatFeeRefund } from "../formatters/application-fee.js";
import type { ReadFields } from "../validation/param.js";
import { integer, string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields, metadata } from "../validation/shared-params.js";
import { emitUpdate } from "../webhooks/emit-update.js";
import { creditFee, refundFee } from "./application-fees.js";

const all = "/v1/application_fees";
const one = `${all}/:fee`;
const refunds = `${one}/refunds`;

const refundFields = { ...expandFields, amount: integer({ min: 1 }), metadata: metadata() } as const;
const updateFields = { ...expandFields, metadata: metadata() } as const;

export const applicationFeeRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: all,
    answers: "application_fee",
    isList: true,
    fields: { ...listFields, charge: string(), created: createdRange },
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.application_fees,
        params,
        url: all,
        kind: "application fee",
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.charge === undefined || [row.chargeId, row.originatingChargeId].includes(params.charge)),
        format: formatApplicationFee,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers: "application_fee",
    fields: expandFields,
    handle: ({ work, ids }) => formatApplicationFee(getFee(work, ids["fee"] ?? ""), work),
  }),
  route({ method: "POST", path: refunds, answers: "fee_refund", fields: refundFields, handle: createFeeRefund }),
  route({
    method: "GET",
    path: refunds,
    answers: "fee_refund",
    isList: true,
    fields: listFields,
    handle: ({ work, params, ids }) => {
      const { id } = getFee(work, ids["fee"] ?? "");
      return list(work, {
        table: work.tables.fee_refunds,
        params,
        url: `${all}/${id}/refunds`,
        kind: "fee refund",
        matches: (row) => row.feeId === id,
        format: formatFeeRefund,
      });
    },
  }),
  route({
    method: "GET",
    path: `${refunds}/:refund`,
    answers: "fee_refund",
    fields: expandFields,
    handle: ({ work, ids }) => formatFeeRefund(getFeeRefund(work, ids)),
  }),
  route({
    method: "POST",
    path: `${refunds}/:refund`,
    answers: "fee_refund",
    fields: updateFields,
    handle: updateFeeRefund,
  }),
];

function createFeeRefund({ work, params, ids }: Call<ReadFields<typeof refundFields>>): StripeObject {
  const fee = getFee(work, ids["fee"] ?? "");
  const left = fee.amount - fee.amountRefunded;
  if (left === 0) throw refusal({ message: `Application fee ${fee.id} has already been refunded.` });
  const { amount = left } = params;
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on fee (${left})`;
    throw invalidParameter({ message, param: "amount" });
  }
  const refund = refundFee(work, fee, { amount, metadata: mergeMetadata({}, params.metadata) });
  creditFee(work, fee, refund);
  return formatFeeRefund(refund);
}

function updateFeeRefund({ work, params, ids }: Call<ReadFields<typeof updateFields>>): StripeObject {
  const before = getFeeRefund(work, ids);
  const refund = work.put("fee_refunds", { ...before, metadata: mergeMetadata(before.metadata, params.metadata) });
  const after = formatFeeRefund(refund);
  emitUpdate(work, "application_fee.refund.updated", { before: formatFeeRefund(before), after });
  return after;
}

function getFee(work: Work, id: string): ApplicationFeeRow {
  const fee = work.find("application_fees", id);
  if (!fee) throw resourceMissing({ kind: "application fee", id, param: "id", status: 404 });
  return fee;
}

function getFeeRefund(work: Work, ids: Readonly<Record<string, string>>): FeeRefundRow {
  const { id: feeId } = getFee(work, ids["fee"] ?? "");
  const id = ids["refund"] ?? "";
  const refund = work.find("fee_refunds", id);
  if (refund?.feeId !== feeId) throw resourceMissing({ kind: "fee refund", id, param: "refund", status: 404 });
  return refund;
}
