import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LEASE_MS } from "../../../src/db/operations.js";
import { keepLease } from "../../../src/operations/keep-lease.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import type { Deps } from "../../../src/use-cases/deps.js";
import { processPaymentIntent } from "../../../src/use-cases/process-payment-intent.js";
import { CASHIER } from "./half-way.js";
import { type RecoveryBench, useRecovery } from "./use-recovery.js";

/** An instance that stands still between writing a try down and sending it, while others go on. */
const pausedInstance = ({ shop }: RecoveryBench, pausedMs: number, meanwhile: () => Promise<void>): Deps => {
  const { deps } = shop.app;
  let passedMs = 0;
  return {
    ...deps,
    instanceId: "paused",
    clock: { ...deps.clock, now: () => new Date(deps.clock.now().getTime() + passedMs) },
    async checkpoint(point) {
      if (point !== "before the send" || passedMs > 0) return;
      passedMs = pausedMs;
      await meanwhile();
    },
  };
};

const create = (deps: Deps, orderId: string) =>
  createPaymentIntent(deps, CASHIER, { idempotencyKey: randomUUID(), orderId, tender: "CARD_PRESENT" });

describe("an instance that is paused for longer than its lease, just before it sends", () => {
  const bench = useRecovery();
  const handOver = (deps: Deps, paymentId: string) =>
    processPaymentIntent(deps, CASHIER, {
      attemptKey: randomUUID(),
      paymentId,
      readerId: bench.shop.readerIds[0],
      deadlineSeconds: 120,
      enableCustomerCancellation: true,
    });

  it("sends no command to a reader that was said not to have it, so that the next customer never sees it", async () => {
    const { till } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const before = (await bench.stripe.writes()).length;
    const paused = pausedInstance(bench, 2 * LEASE_MS, async () => {
      await bench.recover();
      await bench.watch();
    });

    const answered = await handOver(paused, payment.id);

    expect(await bench.stripe.writes()).toHaveLength(before);
    expect(answered.action?.state).toBe("NOT_DELIVERED");
    expect(await bench.stripe.get(`payment_intents/${payment.stripePaymentIntentId}`)).toMatchObject({
      status: "requires_payment_method",
    });
  });

  it("leaves a payment to whoever took it up, who makes its PaymentIntent once", async () => {
    const order = await bench.till.openOrder(1000);
    const before = (await bench.stripe.writes()).length;

    const answered = await create(
      pausedInstance(bench, 2 * LEASE_MS, () => bench.recover()),
      order.id,
    );

    expect(await bench.stripe.writes()).toHaveLength(before + 1);
    expect(await bench.stripe.intentsOf(order.id)).toMatchObject([{ id: answered.payment.stripePaymentIntentId }]);
  });

  it("gives up what nobody took up meanwhile, and it is done by the next round of recovery", async () => {
    const order = await bench.till.openOrder(1000);

    const answered = await create(
      pausedInstance(bench, 2 * LEASE_MS, async () => undefined),
      order.id,
    );
    const sent = await bench.stripe.intentsOf(order.id);
    await bench.recover();

    expect(answered.payment.status).toBe("CREATING");
    expect(sent).toEqual([]);
    expect((await bench.till.payment(answered.payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("still sends after a pause that leaves the request time to reach Stripe", async () => {
    const order = await bench.till.openOrder(1000);

    const { payment } = await create(
      pausedInstance(bench, LEASE_MS / 2, async () => undefined),
      order.id,
    );

    expect(payment.status).toBe("REQUIRES_PAYMENT_METHOD");
  });
});

describe("what is known of how long a lease still runs", () => {
  const bench = useRecovery();
  const START_MS = Date.UTC(2026, 0, 5, 9);
  const keptAt = (nowMs: number) => {
    const { deps } = bench.shop.app;
    const time = { nowMs };
    const clock: Deps["clock"] = { now: () => new Date(time.nowMs), sleep: () => new Promise(() => undefined) };
    const background: Deps["background"] = { ...deps.background, run: () => new Promise(() => undefined) };
    return { time, lease: keepLease({ ...deps, clock, background }, { id: "op_1", leaseHolder: "us" }) };
  };

  it("is nothing before it was lengthened, and nothing after a clock was set back", () => {
    const { time, lease } = keptAt(START_MS);

    const unknown = lease.hasTimeLeft();
    lease.noteLengthened(new Date(START_MS));
    const fresh = lease.hasTimeLeft();
    time.nowMs = START_MS - 1;

    expect([unknown, fresh, lease.hasTimeLeft()]).toEqual([false, true, false]);
  });

  it("ends while a request would still be on its way, and begins anew with each lengthening", () => {
    const { time, lease } = keptAt(START_MS);
    lease.noteLengthened(new Date(START_MS));

    time.nowMs = START_MS + LEASE_MS - 2_001;
    const justInTime = lease.hasTimeLeft();
    time.nowMs += 1;
    const tooLate = lease.hasTimeLeft();
    lease.noteLengthened(new Date(time.nowMs));

    expect([justInTime, tooLate, lease.hasTimeLeft()]).toEqual([true, false, true]);
  });
});
