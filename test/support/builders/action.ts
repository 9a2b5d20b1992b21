import type { ReaderAction } from "../../../src/domain/reader-action.js";

/** A payment that a reader has acknowledged and shows to the customer; reads from number 3 on tell of it. */
export function buildAction(changes: Partial<ReaderAction> = {}): ReaderAction {
  return {
    id: "act_1",
    accountId: "acct_1",
    locationId: "loc_1",
    livemode: false,
    kind: "PROCESS",
    state: "IN_PROGRESS",
    paymentId: "pay_1",
    readerId: "rdr_1",
    attemptKey: "attempt-1",
    chargeIdBefore: null,
    acknowledged: true,
    readsBeforeAcknowledged: 2,
    redirectUrl: null,
    returnUrl: null,
    failure: null,
    lookUps: 0,
    unknownSince: null,
    unanswered: 0,
    endAgainAt: null,
    alert: null,
    deadlineAt: new Date("2026-11-22T10:02:00Z"),
    startedAt: new Date("2026-11-22T10:00:00Z"),
    endedAt: null,
    ...changes,
  };
}

/** A TWINT page that Stripe has opened for the customer. */
export function buildRedirect(changes: Partial<ReaderAction> = {}): ReaderAction {
  return buildAction({
    kind: "TWINT_REDIRECT",
    readerId: null,
    attemptKey: null,
    redirectUrl: "https://hooks.stripe.test/redirect/1",
    ...changes,
  });
}
