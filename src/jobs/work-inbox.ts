import { findPaymentByStripeId } from "../db/payments.js";
import { claimInboxEvents, markInboxEventDone, markInboxEventFailed, putOffInboxEvent } from "../db/webhook-inbox.js";
import type { InboxEvent } from "../domain/inbox-event.js";
import { backOffMs } from "../domain/recovery-plan.js";
import type { OperationDeps } from "../operations/deps.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

const BATCH = 20;
/** Longer than the reads one event takes. */
const HIDE_MS = 30_000;
const MAX_ATTEMPTS = 10;
/** While Stripe is silent: how long that lasts says nothing of the event, so it is never laid aside for it. */
const ASK_AGAIN_AFTER_MS = 5_000;
const UNAUTHORIZED = 401;

/** Works off stored webhook events: each only says which payment to read again. */
export const workInbox: Job = {
  name: "work-inbox",
  everyMs: 250,
  async runOnce(deps, round) {
    const events = await claimInboxEvents(deps.db, { hideMs: HIDE_MS, limit: BATCH });
    return runAll(deps, events, {
      name: "work off an event",
      waitMs: round?.waitMs,
      work: (event) => workOff(deps, event),
    });
  },
};

async function workOff(deps: OperationDeps, event: InboxEvent): Promise<void> {
  try {
    const reason = await follow(deps, event);
    if (reason === null) await markInboxEventDone(deps.db, event.id, deps.clock.now());
    else await putOffInboxEvent(deps.db, event, { reason, retryInMs: ASK_AGAIN_AFTER_MS });
  } catch (error) {
    const isDead = event.attempts + 1 >= MAX_ATTEMPTS;
    deps.logger.warn(
      { err: error, eventId: event.stripeEventId, type: event.type, isDead },
      "a webhook event could not be worked off",
    );
    const lastError = error instanceof Error ? error.message : String(error);
    await markInboxEventFailed(deps.db, event, { lastError, retryInMs: backOffMs(event.attempts + 1), isDead });
  }
}

/**
 * Does what an event asks for. Answers why it has to wait where that is not its own fault: Stripe is silent, or takes our
 * key for none. Throws where Stripe refuses to show just this payment.
 */
async function follow(deps: OperationDeps, event: InboxEvent): Promise<string | null> {
  if (event.paymentIntentId === null) return null;
  const key = { accountId: deps.account.id, stripePaymentIntentId: event.paymentIntentId };
  const payment = await findPaymentByStripeId(deps.db, key);
  // Not ours, or not known yet: its creation's own answer, and reconciliation, come by another way.
  if (payment === undefined) return null;
  const source = { actor: "stripe", stripeEventId: event.stripeEventId };
  const { isRead, refusal } = await refreshPayment(deps, payment.id, source);
  if (isRead) return null;
  if (refusal === null) return "Stripe did not answer";
  const reason = `Stripe refused the read: ${refusal.code} (HTTP ${refusal.httpStatus})`;
  if (refusal.httpStatus === UNAUTHORIZED) return reason;
  throw new Error(reason);
}
