import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND_KINDS, isReaderCommand } from "../../../src/domain/command.js";
import { backOffMs, type RecoveryStep, recoveryPlan } from "../../../src/domain/recovery-plan.js";

const SENT = new Date("2026-11-22T10:00:00Z");
const JUST_AFTER = new Date("2026-11-22T10:00:01Z");
const KEY_HELD = new Date("2026-11-23T08:59:59.999Z");
const KEY_GONE = new Date("2026-11-23T09:00:00Z");

describe("recoveryPlan", () => {
  it.each<[string, Date | null, Date, RecoveryStep]>([
    ["was written down and never sent", null, JUST_AFTER, "SEND"],
    ["was never sent, however long ago it was written", null, KEY_GONE, "SEND"],
    ["was sent a moment ago", SENT, JUST_AFTER, "SEND"],
    ["was first sent just within 23 hours, however often since", SENT, KEY_HELD, "SEND"],
    ["was first sent 23 hours ago", SENT, KEY_GONE, "LOOK_UP"],
  ])("of a write that %s", (_what, firstSentAt, now, step) => {
    const kinds = COMMAND_KINDS.filter((kind) => !isReaderCommand(kind));

    const steps = kinds.map((kind) => recoveryPlan({ kind, firstSentAt }, now));

    expect(new Set(steps)).toEqual(new Set([step]));
  });

  it.each([
    ["PROCESS_PAYMENT_INTENT", null],
    ["PROCESS_PAYMENT_INTENT", SENT],
    ["CANCEL_READER_ACTION", null],
    ["CANCEL_READER_ACTION", SENT],
  ] as const)("never sends %s again, or the next customer sees the last one's bill", (kind, firstSentAt) => {
    expect(recoveryPlan({ kind, firstSentAt }, JUST_AFTER)).toBe("READ_READER");
  });

  it("knows the commands that a reader acts on", () => {
    expect(COMMAND_KINDS.filter(isReaderCommand)).toEqual(["PROCESS_PAYMENT_INTENT", "CANCEL_READER_ACTION"]);
  });
});

describe("backOffMs", () => {
  it.each([
    [0, 200],
    [1, 200],
    [2, 600],
    [3, 1_800],
    [4, 5_400],
    [6, 48_600],
    [7, 60_000],
    [1_000, 60_000],
  ])("after %i tries waits %i ms", (attempts, waitMs) => {
    expect(backOffMs(attempts)).toBe(waitMs);
  });

  it("never grows shorter, and stays between a fifth of a second and a minute", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (attempts) => {
        expect(backOffMs(attempts)).toBeGreaterThanOrEqual(200);
        expect(backOffMs(attempts)).toBeLessThanOrEqual(60_000);
        expect(backOffMs(attempts + 1)).toBeGreaterThanOrEqual(backOffMs(attempts));
      }),
    );
  });
});
