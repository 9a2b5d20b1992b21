import { list } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { route, type Call, type Route } from "../api/route.js";
import { invalidParameter, refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import type { TransferReversalRow, TransferRow } from "../entities/transfer.js";
import { formatTransferReversal } from "../formatters/transfer.js";
import type { ReadFields } from "../validation/param.js";
import { boolean, integer, string } from "../validation/scalars.js";
import { expandFields, listFields, metadata } from "../validation/shared-params.js";
import { refundFee } from "./application-fees.js";
import { getTransfer } from "./get-transfer.js";
import { reverseTransfer } from "./reverse-transfer.js";

const answers = "transfer_reversal";
const all = "/v1/transfers/:transfer/reversals";
const one = `${all}/:reversal`;

const createFields = {
  ...expandFields,
  amount: integer({ min: 1 }),
  description: string(),
  metadata: metadata(),
  refund_application_fee: boolean(),
} as const;
const updateFields = { ...expandFields, metadata: metadata() } as const;

export const transferReversalRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createFields, handle: createReversal }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listFields,
    handle: ({ work, params, ids }) => {
      const { id } = getTransfer(work, ids["transfer"] ?? "");
      return list(work, {
        table: work.tables.transfer_reversals,
        params,
        url: `/v1/transfers/${id}/reversals`,
        kind: "transfer reversal",
        matches: (row) => row.transferId === id,
        format: formatTransferReversal,
      });
    },
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatTransferReversal(getReversal(work, ids)),
  }),
  route({
    method: "POST",
    path: one,
    answers,
    fields: updateFields,
    handle: ({ work, params, ids }) => {
      const before = getReversal(work, ids);
      const changed = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
      return formatTransferReversal(work.put("transfer_reversals", changed));
    },
  }),
];

function createReversal({ work, params, ids }: Call<ReadFields<typeof createFields>>): StripeObject {
  const transfer = getTransfer(work, ids["transfer"] ?? "");
  const left = transfer.amount - transfer.amountReversed;
  if (left === 0) throw refusal({ message: `Transfer ${transfer.id} is already fully reversed.` });
  const { amount = left } = params;
  if (amount > left) {
    const message = `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left})`;
    throw invalidParameter({ message, param: "amount" });
  }
  const reversal = reverseTransfer(work, transfer, {
    amount,
    feeReturned: params.refund_application_fee === true ? returnFeeOf(work, transfer, amount) : 0,
    metadata: mergeMetadata({}, params.metadata),
  });
  return formatTransferReversal(reversal);
}

/** In proportion to what is taken back. */
function returnFeeOf(work: Work, transfer: TransferRow, reversed: number): number {
  const fees = [...work.tables.application_fees.newestFirst(work.account)];
  const fee = fees.find(({ chargeId }) => chargeId === transfer.destinationPaymentId);
  if (!fee) return 0;
  const amount = Math.min(Math.round((fee.amount * reversed) / transfer.amount), fee.amount - fee.amountRefunded);
  return amount === 0 ? 0 : refundFee(work, fee, { amount }).amount;
}

function getReversal(work: Work, ids: Readonly<Record<string, string>>): TransferReversalRow {
  const { id: transferId } = getTransfer(work, ids["transfer"] ?? "");
  const id = ids["reversal"] ?? "";
  const reversal = work.find("transfer_reversals", id);
  if (reversal?.transferId === transferId) return reversal;
  throw resourceMissing({ kind: "transfer reversal", id, param: "id", status: 404 });
}
