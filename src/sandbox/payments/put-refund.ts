import type { Work } from "../api/work.js";
import type { RefundRow } from "../entities/refund.js";
import { formatRefund } from "../formatters/refund.js";
import { emitUpdate } from "../webhooks/emit-update.js";

/** Changes a refund and tells of it by both names that Stripe has for that. */
export function putRefund(work: Work, before: RefundRow, refund: RefundRow): RefundRow {
  const change = { before: formatRefund(before), after: formatRefund(refund) };
  emitUpdate(work, "refund.updated", change);
  emitUpdate(work, "charge.refund.updated", change);
  return work.put("refunds", refund);
}
