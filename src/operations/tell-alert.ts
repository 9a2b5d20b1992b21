import { lockOrderBookOf } from "../db/order-books.js";
import { findAction, updateAction } from "../db/reader-actions.js";
import { settleOrder } from "../db/settle-order.js";
import { entryOf } from "../domain/conclude-action.js";
import { alertOf } from "../domain/offers-while-live.js";
import type { Alert } from "../domain/reader-action.js";
import type { TimelineType } from "../domain/timeline.js";
import type { OperationDeps } from "./deps.js";

const ENTRY_BY_ALERT: Record<Alert, TimelineType> = {
  CHECK_CONNECTION: "action.unanswered",
  CALL_FOR_HELP: "action.stuck",
};

/**
 * Writes down, once, that an action is offered the cashier's or a person's help: nothing but time brought that about, so
 * that whoever follows the order or the reader would not hear of it otherwise.
 */
export async function tellAlert(deps: OperationDeps, actionId: string, actor: string): Promise<void> {
  const at = deps.clock.now();
  const seen = await findAction(deps.db, actionId);
  if (seen === undefined || alertOf(seen, at) === null) return;
  await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, seen.paymentId);
    const { action } = entry.activity;
    const alert = action?.id === actionId ? alertOf(action, at) : null;
    if (action === null || alert === null) return;
    await updateAction(tx, { ...action, alert });
    const draft = { ...entryOf(action), type: ENTRY_BY_ALERT[alert] };
    await settleOrder(tx, order, { drafts: [draft], source: { actor, at } });
  });
}
