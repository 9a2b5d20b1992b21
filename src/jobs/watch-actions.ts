import { claimActionsToLookAt, findAction, postponeDeadline } from "../db/reader-actions.js";
import { listLocationsByIds } from "../db/locations.js";
import { listPaymentsByIds } from "../db/payments.js";
import { listReadersByIds } from "../db/readers.js";
import { LOOK_UP_EVERY_MS } from "../domain/next-safe-actions.js";
import type { Payment } from "../domain/payment.js";
import type { Reader } from "../domain/reader.js";
import { isLive, type ReaderAction } from "../domain/reader-action.js";
import { isSeenWaiting } from "../domain/seen-waiting.js";
import type { ReaderSnapshot } from "../domain/snapshots.js";
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
 * Looks after every live action every two seconds, so that nothing depends on a webhook, and ends it at its deadline.
 * One list of readers serves up to a hundred of them; a PaymentIntent is read where its reader shows a change.
 */
export const watchActions: Job = {
  name: "watch-actions",
  everyMs: 500,
  async runOnce(deps, waitMs) {
    const actions = await claimActionsToLookAt(deps.db, { everyMs: LOOK_UP_EVERY_MS, limit: BATCH });
    const groups = await groupByAccount(deps, actions);
    await runAll(deps, groups, { name: "look after actions", waitMs, work: (group) => lookAfterGroup(deps, group) });
    return actions.length;
  },
};

interface Watched {
  action: ReaderAction;
  payment: Payment;
  /** Undefined for a redirect. */
  reader: Reader | undefined;
}

async function groupByAccount(deps: OperationDeps, actions: readonly ReaderAction[]): Promise<Watched[][]> {
  const payments = await listPaymentsByIds(
    deps.db,
    actions.map(({ paymentId }) => paymentId),
  );
  const readers = await listReadersByIds(
    deps.db,
    actions.flatMap(({ readerId }) => readerId ?? []),
  );
  const groups = new Map<string | null, Watched[]>();
  for (const action of actions) {
    const payment = payments.find(({ id }) => id === action.paymentId);
    if (payment === undefined) continue;
    const group = groups.get(payment.stripeAccount) ?? [];
    const reader = readers.find(({ id }) => id === action.readerId);
    groups.set(payment.stripeAccount, [...group, { action, payment, reader }]);
  }
  return [...groups.values()];
}

async function lookAfterGroup(deps: OperationDeps, group: readonly Watched[]): Promise<void> {
  const shown = await listShown(deps, group);
  const changed = group.filter(
    ({ action, payment, reader }) =>
      !isSeenWaiting({ action, payment, reader: shown.get(reader?.stripeReaderId ?? "") }, deps.clock.now()),
  );
  await Promise.all(
    changed.map(({ action }) => deps.background.run("look after an action", () => lookAfter(deps, action))),
  );
}

/** The readers of a group as Stripe lists them; none where it does not answer, and then each is asked by itself. */
async function listShown(deps: OperationDeps, group: readonly Watched[]): Promise<Map<string, ReaderSnapshot>> {
  const locationIds = [...new Set(group.flatMap(({ reader }) => reader?.locationId ?? []))];
  if (locationIds.length === 0) return new Map();
  const [location] = locationIds.length === 1 ? await listLocationsByIds(deps.db, locationIds) : [];
  const listed = await deps.gateway.listReaders(
    location?.stripeLocationId ?? null,
    group[0]?.payment.stripeAccount ?? null,
  );
  return new Map(listed.outcome === "Found" ? listed.value.map((reader) => [reader.id, reader]) : []);
}

async function lookAfter(deps: OperationDeps, { id, paymentId, state }: ReaderAction): Promise<void> {
  if (state === "DISPATCHING") return;
  const { reader } = await refreshPayment(deps, paymentId, { actor: ACTOR });
  const action = await findAction(deps.db, id);
  if (action?.state !== "IN_PROGRESS" || action.deadlineAt > deps.clock.now()) return;
  // By the look just taken, since the reader's row may hold an older answer: an offline reader would refuse the cancel.
  if (reader?.status === "OFFLINE") await markActionUnknown(deps, action, ACTOR);
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
