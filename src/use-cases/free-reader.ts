import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBookOf } from "../db/order-books.js";
import { updatePayment } from "../db/payments.js";
import { findAction, listLiveActionsOfReaders, updateAction } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { settleOrder } from "../db/settle-order.js";
import { BadInput, NotFound } from "../domain/errors.js";
import { assertIsFree, assertMayBeFreed, freeByForce } from "../domain/free-reader.js";
import type { Reader } from "../domain/reader.js";
import { isLive, type ReaderAction } from "../domain/reader-action.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import { waitWithin } from "../operations/wait-within.js";
import type { Deps } from "./deps.js";
import { readReason } from "./shared/read-reason.js";
import type { ReaderResult } from "./results.js";
import { endActionAtReader } from "./shared/end-action-at-reader.js";

export interface FreeReaderInput {
  readerId: string;
  force: boolean;
  reason?: string | null | undefined;
}

/** A look and a cancel have to fit into the time a till waits. */
const LOOK_WITHIN_MS = 800;

/**
 * Gives a reader back that an action of ours holds. Looks first at reader and PaymentIntent: what is over is recorded as
 * it ended. What still waits for a card is ended at the reader, which refuses while it authorizes (READER_BUSY). What
 * nobody can say, an end that the reader does not answer in time included, is refused (OUTCOME_UNKNOWN) unless forced with
 * a reason: the reader is free then, and the payment keeps its share until its PaymentIntent is canceled or taken.
 */
export async function freeReader(deps: Deps, actor: Actor, input: FreeReaderInput): Promise<ReaderResult> {
  requirePermission(actor, "freeReader");
  const reason = readReason(input.reason) ?? "";
  if (input.force && reason === "") throw new BadInput("reason", "Say why the reader is freed by force.");
  const reader = await findReader(deps.db, input.readerId);
  if (reader === undefined) throw new NotFound("reader", input.readerId, "readerId");
  requireLocation(actor, reader.locationId);
  const [held] = await listLiveActionsOfReaders(deps.db, [reader.id]);
  if (held === undefined) return { reader, action: null };

  await waitWithin(deps, {
    name: "look before freeing a reader",
    work: () => refreshPayment(deps, held.paymentId, { actor: toActorName(actor) }),
    withinMs: LOOK_WITHIN_MS,
  });
  const action = (await findAction(deps.db, held.id)) ?? held;
  if (isLive(action.state)) {
    assertMayBeFreed(action, input);
    if (input.force) await endByForce(deps, actor, { action, reason });
    else assertIsFree((await endActionAtReader(deps, actor, action)).action ?? action);
  }
  return readReaderResult(deps, reader, held.id);
}

async function endByForce(
  deps: Deps,
  actor: Actor,
  { action, reason }: { action: ReaderAction; reason: string },
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, action.paymentId);
    const current = entry.activity.action;
    if (current === null || current.id !== action.id || !isLive(current.state)) return;
    const freed = freeByForce(entry.payment, current, { reason, now });
    await updatePayment(tx, { ...freed.payment, updatedAt: now });
    await updateAction(tx, freed.action);
    await settleOrder(tx, order, { drafts: freed.entries, source: { actor: toActorName(actor), at: now } });
  });
}

async function readReaderResult(deps: Deps, reader: Reader, actionId: string): Promise<ReaderResult> {
  return {
    reader: (await findReader(deps.db, reader.id)) ?? reader,
    action: (await findAction(deps.db, actionId)) ?? null,
  };
}
