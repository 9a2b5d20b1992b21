import type { ChargeSnapshot, IntentSnapshot } from "../../../src/domain/snapshots.js";

/** The PaymentIntent of 100.00 CHF as Stripe shows it before any card. */
export function buildIntent(changes: Partial<IntentSnapshot> = {}): IntentSnapshot {
  return {
    id: "pi_1",
    status: "requires_payment_method",
    amountMinor: 10_000,
    tipMinor: 0,
    amountCapturableMinor: 0,
    amountReceivedMinor: 0,
    applicationFeeMinor: null,
    currency: "CHF",
    livemode: false,
    charge: null,
    lastError: null,
    redirectUrl: null,
    ...changes,
  };
}

export function buildCharge(changes: Partial<ChargeSnapshot> = {}): ChargeSnapshot {
  return {
    id: "ch_1",
    createdAt: new Date("2026-11-22T10:01:00Z"),
    refundedMinor: 0,
    captureBefore: new Date("2026-11-24T10:01:00Z"),
    card: null,
    ...changes,
  };
}

/** Authorized and held, not taken. */
export function authorizedIntent(changes: Partial<IntentSnapshot> = {}): IntentSnapshot {
  return buildIntent({
    status: "requires_capture",
    amountCapturableMinor: 10_000,
    charge: buildCharge(),
    ...changes,
  });
}

/** Taken. */
export function succeededIntent(changes: Partial<IntentSnapshot> = {}): IntentSnapshot {
  return buildIntent({ status: "succeeded", amountReceivedMinor: 10_000, charge: buildCharge(), ...changes });
}

/** Declined by the bank: back at the start, with a failed charge and a reason. */
export function declinedIntent(chargeId = "ch_declined"): IntentSnapshot {
  return buildIntent({
    charge: buildCharge({ id: chargeId, captureBefore: null }),
    lastError: { code: "card_declined", declineCode: "insufficient_funds", adviceCode: null },
  });
}
