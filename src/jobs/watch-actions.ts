import { claimActionsToLookAt, countUnansweredLook, findAction, putOffEnd } from "../db/reader-actions.js";
import { listLocationsByIds } from "../db/locations.js";
import { listPaymentsByIds } from "../db/payments.js";
import { listReadersByIds } from "../db/readers.js";
import { END_AGAIN_AFTER_MS } from "../domain/conclude-end.js";
import { LOOK_UP_EVERY_MS } from "../domain/offers-while-live.js";
import type { Payment } from "../domain/payment.js";
import type { Reader } from "../domain/reader.js";
import { isBeingEnded, isLive, type ReaderAction } from "../domain/reader-action.js";
import { isDueInFull, isSeenWaiting } from "../domain/seen-waiting.js";
import type { ReaderSnapshot } from "../domain/snapshots.js";
import type { OperationDeps } from "../operations/deps.js";
import { markActionUnknown, writeEndOfAction } from "../operations/end-action.js";
import { perform } from "../operations/perform.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import { tellAlert } from "../operations/tell-alert.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

const BATCH = 50;
const ACTOR = "job:watch-actions";

/**
 * Looks after every live action every two seconds, so that nothing depends on a webhook, and ends it at its deadline.
 * One list of readers serves up to a hundred of them; a PaymentIntent is read where its reader shows a change.
 */
export const watchActions: Job = {
  name: "watch-actions",
  everyMs: 500,
  async runOnce(deps, round) {
    const actions = await claimActionsToLookAt(deps.db, { everyMs: LOOK_UP_EVERY_MS, limit: BATCH });
    const groups = await groupByAccount(deps, actions);
    await runAll(deps, groups, {
      name: "look after actions",
      waitMs: round?.waitMs,
      work: (group) => lookAfterGroup(deps, group),
    });
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
  const now = deps.clock.now();
  const toLookAt = group.filter(({ action, payment, reader }) =>
    shown === "not now"
      ? reader === undefined || isDueInFull(action, now)
      : !isSeenWaiting({ action, payment, reader: shown.get(reader?.stripeReaderId ?? "") }, now),
  );
  await Promise.all(
    toLookAt.map((watched) => deps.background.run("look after an action", () => lookAfter(deps, watched))),
  );
}

/**
 * The readers of a group as Stripe lists them; none where it does not answer, and then each is asked by itself. "not now"
 * where it asked for fewer calls: to ask for each reader then would make them many more.
 */
async function listShown(
  deps: OperationDeps,
  group: readonly Watched[],
): Promise<Map<string, ReaderSnapshot> | "not now"> {
  const locationIds = [...new Set(group.flatMap(({ reader }) => reader?.locationId ?? []))];
  if (locationIds.length === 0) return new Map();
  const [location] = locationIds.length === 1 ? await listLocationsByIds(deps.db, locationIds) : [];
  const listed = await deps.gateway.listReaders(
    location?.stripeLocationId ?? null,
    group[0]?.payment.stripeAccount ?? null,
  );
  if (listed.outcome === "Unanswered" && listed.isNotYet === true) return "not now";
  return new Map(listed.outcome === "Found" ? listed.value.map((reader) => [reader.id, reader]) : []);
}

async function lookAfter(deps: OperationDeps, { action: { id, state }, payment }: Watched): Promise<void> {
  if (state !== "DISPATCHING") {
    const { isRead, reader } = await refreshPayment(deps, payment.id, { actor: ACTOR });
    if (!isRead) await countUnansweredLook(deps.db, id);
    const action = await findAction(deps.db, id);
    if (action !== undefined) await endInTime(deps, { action, payment, shown: reader });
  }
  await tellAlert(deps, id, ACTOR);
}

interface Seen {
  action: ReaderAction;
  payment: Payment;
  /** The reader by the look just taken, since its row may hold an older answer; null where it showed nothing. */
  shown: ReaderSnapshot | null;
}

async function endInTime(deps: OperationDeps, { action, payment, shown }: Seen): Promise<void> {
  const now = deps.clock.now();
  if (action.deadlineAt > now || (action.endAgainAt ?? now) > now) return;
  if (action.state === "IN_PROGRESS") {
    // An offline reader would refuse the cancel.
    if (shown?.status === "OFFLINE") await markActionUnknown(deps, action, ACTOR);
    else await endAction(deps, action);
  }
  const isBack = shown?.status === "ONLINE" && shown.action?.status === "in_progress";
  const isOurs = shown?.action?.paymentIntentId === payment.stripePaymentIntentId;
  if (action.state === "UNKNOWN" && isBeingEnded(action, now) && isBack && isOurs) await endAction(deps, action);
}

async function endAction(deps: OperationDeps, action: ReaderAction): Promise<void> {
  const operation = await deps.db.transaction((tx) => writeEndOfAction(deps, tx, { action, actor: ACTOR }));
  if (operation === undefined) return;
  await perform(deps, operation);
  const after = await findAction(deps.db, action.id);
  const now = deps.clock.now();
  if (after === undefined || !isLive(after.state) || (after.endAgainAt ?? now) > now) return;
  await putOffEnd(deps.db, action.id, new Date(now.getTime() + END_AGAIN_AFTER_MS));
}
