import { lockOrderBookOf } from "../db/order-books.js";
import { updateAction } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { settleOrder } from "../db/settle-order.js";
import type { Transaction } from "../db/client.js";
import { entryOf } from "../domain/conclude-action.js";
import { silentFailure } from "../domain/conclude-end.js";
import type { Operation } from "../domain/operation.js";
import type { Payment } from "../domain/payment.js";
import { isBeingEnded, isLive, type ReaderAction } from "../domain/reader-action.js";
import type { OperationDeps } from "./deps.js";
import { writeOperation } from "./write-operation.js";

/**
 * Writes down that a live action is to be ended: a reader's by its own cancel, a redirect's by canceling the
 * PaymentIntent, since an open page can only be shut so. What came of it, "paid after all" included, is told by the read
 * that follows. Undefined where it is over or already being ended. One whose end did not work out stays as it is and
 * leaves no second line in the history.
 */
export async function writeEndOfAction(
  deps: OperationDeps,
  tx: Transaction,
  { action, actor }: { action: ReaderAction; actor: string },
): Promise<Operation | undefined> {
  const { order, entry } = await lockOrderBookOf(tx, action.paymentId);
  const current = entry.activity.action;
  if (current === null || current.id !== action.id || !isLive(current.state)) return undefined;
  const operation = await writeCancel(deps, tx, { payment: entry.payment, action: current, actor });
  if (operation === undefined || isBeingEnded(current, deps.clock.now())) return operation;
  const canceling: ReaderAction = { ...current, state: "CANCELING", failure: null };
  await updateAction(tx, canceling);
  await settleOrder(tx, order, { drafts: [entryOf(canceling)], source: { actor, at: deps.clock.now() } });
  return operation;
}

async function writeCancel(
  deps: OperationDeps,
  tx: Transaction,
  { payment, action, actor }: { payment: Payment; action: ReaderAction; actor: string },
): Promise<Operation | undefined> {
  if (action.readerId === null) {
    const { stripePaymentIntentId: paymentIntentId } = payment;
    if (paymentIntentId === null) return undefined;
    return writeOperation(deps, tx, {
      command: { kind: "CANCEL_PAYMENT_INTENT", paymentIntentId },
      actor,
      payment,
      actionId: action.id,
    });
  }
  const reader = await findReader(tx, action.readerId);
  if (reader === undefined) return undefined;
  return writeOperation(deps, tx, {
    command: { kind: "CANCEL_READER_ACTION", stripeReaderId: reader.stripeReaderId },
    actor,
    payment,
    actionId: action.id,
    readerId: reader.id,
  });
}

/**
 * Says that it is not known what became of an action: its time is over and its reader is away. It stays reserved and is
 * looked at until the reader is back, or until the PaymentIntent is canceled at Stripe.
 */
export async function markActionUnknown(deps: OperationDeps, action: ReaderAction, actor: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, action.paymentId);
    const current = entry.activity.action;
    if (current === null || current.id !== action.id || current.state !== "IN_PROGRESS") return;
    const at = deps.clock.now();
    const away = { failure: silentFailure("terminal_reader_offline"), unknownSince: at, endAgainAt: at };
    const unknown: ReaderAction = { ...current, ...away, state: "UNKNOWN" };
    await updateAction(tx, unknown);
    await settleOrder(tx, order, { drafts: [entryOf(unknown)], source: { actor, at } });
  });
}
