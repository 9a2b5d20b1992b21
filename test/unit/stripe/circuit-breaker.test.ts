import { beforeEach, describe, expect, it, vi } from "vitest";
import { type CallResult, type CircuitBreaker, createCircuitBreaker } from "../../../src/stripe/circuit-breaker.js";

const SILENCE = { outcome: "Unanswered", reason: "connection refused" } as const;
const DOWN: CallResult = { outcome: "Faulted", refusal: { httpStatus: 503 } };
const ANSWER: CallResult = { outcome: "Answered" };

describe("the circuit breaker", () => {
  let nowMs = 0;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    nowMs = 1_000_000;
    breaker = createCircuitBreaker({ now: () => new Date(nowMs), sleep: () => Promise.resolve() });
  });
  const call = (result: CallResult, provesSilence = true) => breaker.run(() => Promise.resolve(result), provesSilence);
  const repeat = async (times: number, result: CallResult, provesSilence = true) => {
    for (let count = 0; count < times; count += 1) await call(result, provesSilence);
  };

  it.each([
    ["nobody answers", SILENCE],
    ["Stripe answers that it is down", DOWN],
  ])("opens once %s five times in a row, and then asks nobody", async (_how, failure) => {
    const asked = vi.fn(() => Promise.resolve(ANSWER));
    await repeat(4, failure);
    const before = breaker.isOpen();
    await repeat(1, failure);

    const result = await breaker.run(asked);

    expect([before, breaker.isOpen()]).toEqual([false, true]);
    expect(result.outcome).toBe("Unanswered");
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ["an answer in between", async () => void (await call(ANSWER))],
    ["a refusal in between", async () => void (await call({ outcome: "Refused", refusal: { httpStatus: 400 } }))],
  ])("stays closed with %s: Stripe is there", async (_what, between) => {
    await repeat(4, SILENCE);
    await between();
    await repeat(4, SILENCE);

    expect(breaker.isOpen()).toBe(false);
  });

  it("opens although Stripe says not yet in between, as it does to a second try while the first one hangs", async () => {
    await repeat(4, SILENCE);
    await call({ ...SILENCE, isNotYet: true });
    const before = breaker.isOpen();
    await repeat(1, SILENCE);

    expect([before, breaker.isOpen()]).toEqual([false, true]);
  });

  it("stays closed however often Stripe says not yet", async () => {
    await repeat(20, { ...SILENCE, isNotYet: true });

    expect(breaker.isOpen()).toBe(false);
  });

  it("stays closed where a reader in a shop does not answer", async () => {
    await repeat(20, SILENCE, false);

    expect(breaker.isOpen()).toBe(false);
  });

  it("lets one call through after a while, and closes when it is answered", async () => {
    await repeat(5, SILENCE);
    nowMs += 3_000;
    const waiting: ((result: CallResult) => void)[] = [];
    const probe = breaker.run(() => new Promise<CallResult>((resolve) => waiting.push(resolve)));

    const beside = await call(ANSWER);
    waiting[0]?.(ANSWER);
    await probe;

    expect(beside.outcome).toBe("Unanswered");
    expect(breaker.isOpen()).toBe(false);
  });

  it("stays open for as long again when that call is not answered either", async () => {
    await repeat(5, SILENCE);
    nowMs += 3_000;
    await call(SILENCE);
    nowMs += 2_999;

    expect((await call(ANSWER)).outcome).toBe("Unanswered");
    expect(breaker.isOpen()).toBe(true);
  });
});
