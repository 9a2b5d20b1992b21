import type { NewAction } from "../../db/reader-actions.js";
import type { Payment } from "../../domain/payment.js";
import type { Deps } from "../deps.js";

type Own = Pick<NewAction, "kind" | "readerId" | "attemptKey" | "attemptHash" | "returnUrl" | "returnToken">;

/** An action of a payment before Stripe was asked; it is ended by us when its time is over. */
export function newAction(deps: Deps, payment: Payment, { openMs, ...own }: Own & { openMs: number }): NewAction {
  const startedAt = deps.clock.now();
  return {
    ...own,
    id: deps.newId("action"),
    accountId: payment.accountId,
    locationId: payment.locationId,
    livemode: payment.livemode,
    state: "DISPATCHING",
    paymentId: payment.id,
    chargeIdBefore: payment.stripeChargeId,
    acknowledged: false,
    readsBeforeAcknowledged: null,
    redirectUrl: null,
    failure: null,
    lookUps: 0,
    unknownSince: null,
    unanswered: 0,
    endAgainAt: null,
    alert: null,
    deadlineAt: new Date(startedAt.getTime() + openMs),
    startedAt,
    endedAt: null,
  };
}
