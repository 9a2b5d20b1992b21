import { isCreatedWithin, list } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { route, type Call, type Route } from "../api/route.js";
import type { StripeObject } from "../entities/row.js";
import { formatTransfer } from "../formatters/transfer.js";
import type { ReadFields } from "../validation/param.js";
import { integer, oneOf, string } from "../validation/scalars.js";
import { createdRange, emptyableString, expandFields, listFields, metadata } from "../validation/shared-params.js";
import { required } from "../validation/structures.js";
import { emitUpdate } from "../webhooks/emit-update.js";
import { createTransfer } from "./create-transfer.js";
import { getTransfer } from "./get-transfer.js";

const answers = "transfer";
const all = "/v1/transfers";
const one = `${all}/:transfer`;

export const createTransferFields = {
  ...expandFields,
  amount: integer({ min: 1 }),
  currency: required(string()),
  description: string(),
  destination: required(string()),
  metadata: metadata(),
  source_transaction: string(),
  source_type: oneOf("bank_account", "card", "fpx"),
  transfer_group: string(),
} as const;

const updateFields = { ...expandFields, description: emptyableString(), metadata: metadata() } as const;

export const transferRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createTransferFields, handle: createTransfer }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: { ...listFields, created: createdRange, destination: string(), transfer_group: string() },
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.transfers,
        params,
        url: all,
        kind: "transfer",
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.destination === undefined || row.destination === params.destination) &&
          (params.transfer_group === undefined || row.transferGroup === params.transfer_group),
        format: formatTransfer,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatTransfer(getTransfer(work, ids["transfer"] ?? ""), work),
  }),
  route({ method: "POST", path: one, answers, fields: updateFields, handle: updateTransfer }),
];

function updateTransfer({ work, params, ids }: Call<ReadFields<typeof updateFields>>): StripeObject {
  const before = getTransfer(work, ids["transfer"] ?? "");
  const transfer = work.put("transfers", {
    ...before,
    description: params.description === undefined ? before.description : params.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  const after = formatTransfer(transfer, work);
  emitUpdate(work, "transfer.updated", { before: formatTransfer(before, work), after });
  return after;
}
