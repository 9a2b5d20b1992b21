import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Command } from "../../../src/domain/command.js";
import { createCircuitBreaker } from "../../../src/stripe/circuit-breaker.js";
import { breakCircuit } from "../../../src/stripe/break-circuit.js";
import { createStripeGateway } from "../../../src/stripe/create-stripe-gateway.js";
import type { StripeCalls } from "../../../src/stripe/gateway.js";
import { keepBudget } from "../../../src/stripe/keep-budget.js";
import { createVirtualClock } from "../../unit/stripe/virtual-clock.js";
import { dropConnection, type ScriptedServer, startScriptedServer } from "./start-scripted-server.js";

/** Until the breaker lets a call through again. */
const LONG_ENOUGH_MS = 3_000;
const CANCEL: Command = { kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: "pi_1" };

describe("a write that may no longer be sent when its turn comes", () => {
  let server: ScriptedServer;
  let calls: StripeCalls;
  let isLate: boolean;
  beforeEach(async () => {
    server = await startScriptedServer(dropConnection);
    calls = createStripeGateway({ secretKey: "sk_test_fence", apiBase: server.url });
    isLate = false;
  });
  afterEach(() => server.close());
  const waitTooLong = async () => {
    isLate = true;
  };
  const send = (through: StripeCalls) => through.send(through.render(CANCEL, null), "op_1", () => !isLate);

  it("does not leave, and is known to have done nothing", async () => {
    isLate = true;

    const result = await send(calls);

    expect(result).toEqual({ outcome: "Unsent" });
    expect(server.received).toEqual([]);
  });

  it("does not leave after it waited too long for its place in the line of calls", async () => {
    const result = await send(keepBudget(calls, waitTooLong, "job"));

    expect(result).toEqual({ outcome: "Unsent" });
    expect(server.received).toEqual([]);
  });

  it("says nothing of whether Stripe is there, although the breaker let it through to see", async () => {
    const clock = createVirtualClock();
    const breaker = createCircuitBreaker(clock);
    await Promise.all(Array.from({ length: 5 }, () => breaker.run(async () => ({ outcome: "Unanswered" }))));
    await clock.pass(LONG_ENOUGH_MS);
    isLate = true;

    const result = await send(breakCircuit(calls, breaker));

    expect(result).toEqual({ outcome: "Unsent" });
    expect(breaker.isOpen()).toBe(true);
  });
});
