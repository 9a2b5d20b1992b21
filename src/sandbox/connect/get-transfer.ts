import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { TransferRow } from "../entities/transfer.js";

export function getTransfer(work: Work, id: string): TransferRow {
  const transfer = work.find("transfers", id);
  if (!transfer) throw resourceMissing({ kind: "transfer", id, param: "id", status: 404 });
  return transfer;
}
