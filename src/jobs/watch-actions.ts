import { claimActionsToLookAt, findAction, postponeDeadline } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { LOOK_UP_EVERY_MS } from "../domain/next-safe-actions.js";
import { isLive, type ReaderAction } from "../domain/reader-action.js";
import type { OperationDeps } from "../operations/deps.js";
import { markActionUnknown, writeEndOfAction } from "../operations/end-action.js";
import { perform } from "../operations/perform.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

const BATCH = 50;
const ACTOR = "job:watch-actions";
/** A cancel that did not work out is tried again after this long: a reader without network would refuse it each time. */
const CANCEL_AGAIN_AFTER_MS = 15_000;

/**
 * Looks after every live action: reads its reader and PaymentIntent every two seconds, so that nothing depends on a
 * webhook, and ends it at its deadline.
 */
export const watchActions: Job = {
  name: "watch-actions",
  everyMs: 500,
  async runOnce(deps, waitMs) {
    const actions = await claimActionsToLookAt(deps.db, { everyMs: LOOK_UP_EVERY_MS, limit: BATCH });
    return runAll(deps, actions, { name: "look after an action", waitMs, work: (action) => lookAfter(deps, action) });
  },
};

async function lookAfter(deps: OperationDeps, { id, paymentId, state }: ReaderAction): Promise<void> {
  if (state === "DISPATCHING") return;
  await refreshPayment(deps, paymentId, { actor: ACTOR });
  const action = await findAction(deps.db, id);
  if (action?.state !== "IN_PROGRESS" || action.deadlineAt > deps.clock.now()) return;
  if (await isReaderAway(deps, action)) await markActionUnknown(deps, action, ACTOR);
  else await endAction(deps, action);
}

async function endAction(deps: OperationDeps, action: ReaderAction): Promise<void> {
  const operation = await deps.db.transaction((tx) => writeEndOfAction(deps, tx, { action, actor: ACTOR }));
  if (operation === undefined) return;
  await perform(deps, operation);
  const after = await findAction(deps.db, action.id);
  if (after === undefined || !isLive(after.state)) return;
  await postponeDeadline(deps.db, action.id, new Date(deps.clock.now().getTime() + CANCEL_AGAIN_AFTER_MS));
}

/** By the look just taken: an offline reader would refuse the cancel. */
async function isReaderAway(deps: OperationDeps, { readerId }: ReaderAction): Promise<boolean> {
  const reader = readerId === null ? undefined : await findReader(deps.db, readerId);
  return reader?.status === "OFFLINE";
}
