import { findTipBeingCaptured, isCancelPending } from "../db/operations.js";
import { lockOrderBookOf } from "../db/order-books.js";
import { findPayment, startRead, updatePayment } from "../db/payments.js";
import { listLatestActions, updateAction } from "../db/reader-actions.js";
import { findReader, updateReaderSeen } from "../db/readers.js";
import { settleOrder } from "../db/settle-order.js";
import { contentHash } from "../domain/content-hash.js";
import { type Observed, observe } from "../domain/observe.js";
import type { Refusal } from "../domain/operation.js";
import type { Payment } from "../domain/payment.js";
import { isLive } from "../domain/reader-action.js";
import type { Look, ReaderSnapshot } from "../domain/snapshots.js";
import type { OperationDeps } from "./deps.js";

export interface RefreshSource {
  actor: string;
  stripeEventId?: string | null;
}

export interface Refreshed {
  /** False where Stripe did not answer for the PaymentIntent. */
  isRead: boolean;
  /** What Stripe said where it refused the read: asking again says the same. */
  refusal: Refusal | null;
  /** The reader as this very look found it; null where none holds the payment, or Stripe did not answer for it. */
  reader: ReaderSnapshot | null;
}

/**
 * Reads a payment at Stripe and records what is found: the reader first, where one holds it, then the PaymentIntent, so
 * that "nothing runs there and nothing was taken" can be believed.
 */
export async function refreshPayment(
  deps: OperationDeps,
  paymentId: string,
  source: RefreshSource,
): Promise<Refreshed> {
  const payment = await findPayment(deps.db, paymentId);
  if (payment?.stripePaymentIntentId == null) return { isRead: true, refusal: null, reader: null };
  const number = await startRead(deps.db, paymentId);
  const reader = await readHoldingReader(deps, payment);
  const result = await deps.gateway.readPaymentIntent(payment.stripePaymentIntentId, payment.stripeAccount);
  if (result.outcome === "Missing") {
    deps.logger.error(
      { paymentId, paymentIntentId: payment.stripePaymentIntentId },
      "a PaymentIntent is missing at Stripe",
    );
    return { isRead: true, refusal: null, reader };
  }
  if (result.outcome === "Refused") {
    deps.logger.warn({ paymentId, refusal: result.refusal }, "Stripe refuses to show a PaymentIntent");
    return { isRead: false, refusal: result.refusal, reader };
  }
  if (result.outcome !== "Found") return { isRead: false, refusal: null, reader };
  await recordLook(deps, paymentId, { look: { number, intent: result.value, reader }, source });
  return { isRead: true, refusal: null, reader };
}

async function readHoldingReader(deps: OperationDeps, payment: Payment): Promise<ReaderSnapshot | null> {
  const [action] = await listLatestActions(deps.db, [payment.id]);
  if (action === undefined || !isLive(action.state) || action.readerId === null) return null;
  const reader = await findReader(deps.db, action.readerId);
  if (reader === undefined) return null;
  const result = await deps.gateway.readReader(reader.stripeReaderId, payment.stripeAccount);
  if (result.outcome !== "Found") return null;
  await updateReaderSeen(deps.db, result.value);
  return result.value;
}

async function recordLook(
  deps: OperationDeps,
  paymentId: string,
  { look, source }: { look: Look; source: RefreshSource },
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, paymentId);
    const { payment, activity } = entry;
    const liveAction = activity.action !== null && isLive(activity.action.state) ? activity.action : null;
    const updatePending = activity.pendingCommand === "UPDATE_PAYMENT_INTENT";
    const cancelPending = liveAction !== null && (await isCancelPending(tx, liveAction.id));
    const isCaptured = activity.pendingCommand === "CAPTURE_PAYMENT_INTENT" && look.intent.status === "succeeded";
    const tipBeingCapturedMinor = isCaptured ? await findTipBeingCaptured(tx, paymentId) : 0;
    const current = { payment, liveAction, cancelPending, updatePending, tipBeingCapturedMinor };
    const observed = observe(current, look, at);
    const isNews = observed.entries.length > 0 || !isSamePayment(payment, observed);
    await updatePayment(tx, { ...observed.payment, updatedAt: isNews ? at : payment.updatedAt });
    if (observed.action !== null) await updateAction(tx, observed.action);
    // A look that found nothing new wakes nobody.
    if (isNews) await settleOrder(tx, order, { drafts: observed.entries, source: { ...source, at } });
  });
}

function isSamePayment(before: Payment, { payment: after }: Observed): boolean {
  // Not by its text: Postgres orders the keys of what it keeps as JSON in its own way.
  return contentHash({ ...before, lastReadRecorded: 0 }) === contentHash({ ...after, lastReadRecorded: 0 });
}
