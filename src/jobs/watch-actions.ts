import { claimActionsToLookAt, findAction, putOffLook } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { LOOK_UP_EVERY_MS } from "../domain/next-safe-actions.js";
import type { ReaderAction } from "../domain/reader-action.js";
import type { OperationDeps } from "../operations/deps.js";
import { writeEndOfAction } from "../operations/end-action.js";
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
  async runOnce(deps) {
    const actions = await claimActionsToLookAt(deps.db, { everyMs: LOOK_UP_EVERY_MS, limit: BATCH });
    return runAll(deps, actions, { name: "look after an action", work: (action) => lookAfter(deps, action) });
  },
};

async function lookAfter(deps: OperationDeps, action: ReaderAction): Promise<void> {
  if (action.state === "DISPATCHING") return;
  await refreshPayment(deps, action.paymentId, { actor: ACTOR });
  const isOver = action.deadlineAt <= deps.clock.now();
  if (!isOver || !(await canBeEnded(deps, action.id))) return;
  const operation = await deps.db.transaction((tx) => writeEndOfAction(deps, tx, { action, actor: ACTOR }));
  if (operation === undefined) return;
  await perform(deps, operation);
  await putOffLook(deps.db, action.id, CANCEL_AGAIN_AFTER_MS);
}

/** By the look just taken. An offline reader would refuse the cancel, and again every two seconds while it is away. */
async function canBeEnded(deps: OperationDeps, actionId: string): Promise<boolean> {
  const action = await findAction(deps.db, actionId);
  if (action?.state !== "IN_PROGRESS") return false;
  const reader = action.readerId === null ? undefined : await findReader(deps.db, action.readerId);
  return reader?.status !== "OFFLINE";
}
