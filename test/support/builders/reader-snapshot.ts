import type { ReaderActionSnapshot, ReaderSnapshot } from "../../../src/domain/snapshots.js";

/** An online reader with nothing on its screen. */
export function buildReader(changes: Partial<ReaderSnapshot> = {}): ReaderSnapshot {
  return {
    id: "tmr_1",
    label: "Till 1",
    deviceType: "bbpos_wisepos_e",
    serialNumber: "WSC1",
    status: "ONLINE",
    lastSeenAt: new Date("2026-11-22T10:01:00Z"),
    action: null,
    ...changes,
  };
}

/** A reader that shows the PaymentIntent `pi_1`, or that shows how it ended there. */
export function readerShowing(changes: Partial<ReaderActionSnapshot> = {}): ReaderSnapshot {
  return buildReader({
    action: {
      type: "process_payment_intent",
      status: "in_progress",
      paymentIntentId: "pi_1",
      failureCode: null,
      ...changes,
    },
  });
}
