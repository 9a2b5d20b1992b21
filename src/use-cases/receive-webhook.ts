import { insertInboxEvent } from "../db/webhook-inbox.js";
import type { StripeEvent } from "../stripe/gateway.js";
import type { Deps } from "./deps.js";

/** Stores a verified event once, stripped to ids, before Stripe is answered. Events of the other mode are not ours. */
export async function receiveWebhook(deps: Deps, event: StripeEvent): Promise<void> {
  if (event.livemode !== deps.account.livemode) return;
  await insertInboxEvent(deps.db, {
    id: deps.newId("inboxEvent"),
    accountId: deps.account.id,
    livemode: event.livemode,
    stripeEventId: event.id,
    stripeAccount: event.stripeAccount,
    type: event.type,
    objectType: event.objectType,
    objectId: event.objectId,
    paymentIntentId: event.paymentIntentId,
    state: "PENDING",
    attempts: 0,
    lastError: null,
    eventCreatedAt: event.createdAt,
    receivedAt: deps.clock.now(),
    doneAt: null,
  });
}
