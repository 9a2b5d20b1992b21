import { describe, expect, it } from "vitest";
import { toReaderSnapshot } from "../../../src/stripe/to-reader-snapshot.js";
import { readerAnswer } from "./answers.js";

const IN_PROGRESS = { type: "process_payment_intent", status: "in_progress", failure_code: null };

describe("what is kept of a reader", () => {
  it("keeps an idle one, its last sign of life in milliseconds", () => {
    expect(toReaderSnapshot(readerAnswer())).toStrictEqual({
      id: "tmr_1",
      label: "Bar",
      deviceType: "simulated_wisepos_e",
      serialNumber: "simulated-wpe-1",
      status: "ONLINE",
      lastSeenAt: new Date("2026-09-21T14:13:20.123Z"),
      action: null,
    });
  });

  it("tells online, offline and what it does not know apart", () => {
    expect(toReaderSnapshot(readerAnswer({ status: "offline" })).status).toBe("OFFLINE");
    expect(toReaderSnapshot(readerAnswer({ status: null })).status).toBe("UNRECOGNIZED");
    expect(toReaderSnapshot(readerAnswer({ status: "asleep" })).status).toBe("UNRECOGNIZED");
  });

  it("knows no last sign of life of a reader that was never seen", () => {
    expect(toReaderSnapshot(readerAnswer({ last_seen_at: null })).lastSeenAt).toBeNull();
  });

  it("finds the PaymentIntent of an action, by its id or as a whole object", () => {
    const byId = { ...IN_PROGRESS, process_payment_intent: { payment_intent: "pi_1" } };
    const whole = { ...IN_PROGRESS, process_payment_intent: { payment_intent: { id: "pi_2" } } };

    expect(toReaderSnapshot(readerAnswer({ action: byId })).action).toStrictEqual({
      type: "process_payment_intent",
      status: "in_progress",
      paymentIntentId: "pi_1",
      failureCode: null,
    });
    expect(toReaderSnapshot(readerAnswer({ action: whole })).action?.paymentIntentId).toBe("pi_2");
  });

  it("reads an action of a kind it has never heard of", () => {
    const action = { type: "sing_a_song", status: "failed", failure_code: "off_key", sing_a_song: { verses: 3 } };

    expect(toReaderSnapshot(readerAnswer({ action })).action).toStrictEqual({
      type: "sing_a_song",
      status: "failed",
      paymentIntentId: null,
      failureCode: "off_key",
    });
  });
});
