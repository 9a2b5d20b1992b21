import { findPaymentByStripeId } from "../db/payments.js";
import { claimInboxEvents, markInboxEventDone, markInboxEventFailed } from "../db/webhook-inbox.js";
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

/** Works off stored webhook events: each only says which payment to read again. */
export const workInbox: Job = {
  name: "work-inbox",
  everyMs: 250,
  async runOnce(deps, waitMs) {
    const events = await claimInboxEvents(deps.db, { hideMs: HIDE_MS, limit: BATCH });
    return runAll(deps, events, { name: "work off an event", waitMs, work: (event) => workOff(deps, event) });
  },
};

async function workOff(deps: OperationDeps, event: InboxEvent): Promise<void> {
  try {
    await follow(deps, event);
    await markInboxEventDone(deps.db, event.id, deps.clock.now());
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

async function follow(deps: OperationDeps, event: InboxEvent): Promise<void> {
  if (event.paymentIntentId === null) return;
  const key = { accountId: deps.account.id, stripePaymentIntentId: event.paymentIntentId };
  const payment = await findPaymentByStripeId(deps.db, key);
  // Not ours, or not known yet: its creation's own answer, and reconciliation, come by another way.
  if (payment === undefined) return;
  const { isRead } = await refreshPayment(deps, payment.id, { actor: "stripe", stripeEventId: event.stripeEventId });
  if (!isRead) throw new Error("Stripe did not answer the read that the event asked for");
}
