import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { LEASE_MS, type Lease } from "../../../src/db/operations.js";
import { recoverOperations } from "../../../src/jobs/recover-operations.js";
import { keepLease } from "../../../src/operations/keep-lease.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import type { Deps } from "../../../src/use-cases/deps.js";
import { createTill, until } from "../../support/till.js";
import { useTestShop } from "../../support/test-shop.js";
import { CASHIER, dyingInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const input = (orderId: string) => ({ idempotencyKey: randomUUID(), orderId, tender: "CARD_PRESENT" as const });
/** Ten seconds, and what a busy machine adds. */
const TAKEN_WITHIN_MS = 11_000;

/** Stripe's answer waits until it is let through; pauses are a hundred times shorter. */
const holdAnswer = (deps: Deps) => {
  const gate = new EventEmitter();
  const held = once(gate, "open");
  const gateway: Deps["gateway"] = {
    ...deps.gateway,
    async send(...asked) {
      const result = await deps.gateway.send(...asked);
      await held;
      return result;
    },
  };
  const sleep: Deps["clock"]["sleep"] = (ms, signal) => deps.clock.sleep(ms / 100, signal);
  return {
    deps: { ...deps, gateway, clock: { ...deps.clock, sleep }, instanceId: "slow" },
    letThrough: () => gate.emit("open"),
  };
};

/** The first update breaks, as when the database restarts. */
const breakOnce = (db: Deps["db"]): Deps["db"] => {
  let isBroken = true;
  const broken = () => {
    isBroken = false;
    throw new Error("read ECONNRESET");
  };
  return new Proxy(db, {
    get: (target, property, receiver) =>
      property === "update" && isBroken ? broken : (Reflect.get(target, property, receiver) as unknown),
  });
};

describe("a lease", () => {
  const bench = useRecovery();

  const leaseOf = async (paymentId: string) => {
    const [row] = await bench.rows.sql<{ holder: string | null; left: number; state: string }[]>`
      select lease_holder as holder, state, extract(epoch from lease_until - now())::float * 1000 as left
      from operations where payment_id = ${paymentId}`;
    return row;
  };

  it("is renewed while Stripe is being asked, however long that takes, so that nobody else takes it", async () => {
    const order = await bench.till.openOrder(1000);
    const { deps, letThrough } = holdAnswer(bench.shop.app.deps);
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));

    await bench.rows
      .sql`update operations set lease_until = now() + interval '100 milliseconds' where state = 'PENDING'`;
    const renewed = await until(
      () => leaseOf(payment.id),
      (lease) => (lease?.left ?? 0) > LEASE_MS / 2,
    );
    const taken = await recoverOperations.runOnce(bench.shop.app.deps);
    letThrough();
    await deps.background.drain();

    expect(renewed).toMatchObject({ holder: expect.stringMatching(/^slow:/), state: "PENDING" });
    expect(taken).toBe(0);
    expect((await bench.till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("is renewed on after a renewal that the database did not answer", async () => {
    const order = await bench.till.openOrder(1000);
    const { deps: gone, dead } = dyingInstance(bench.shop, "before sending");
    const { payment } = await createPaymentIntent(gone, CASHIER, input(order.id));
    await dead;
    const [lease] = await bench.rows.sql<Lease[]>`
      update operations set lease_until = now() + interval '100 milliseconds'
      where payment_id = ${payment.id} returning id, lease_holder as "leaseHolder"`;
    const { deps } = holdAnswer(bench.shop.app.deps);

    const kept = keepLease({ ...deps, db: breakOnce(deps.db) }, lease ?? { id: "", leaseHolder: null });
    const renewed = await until(
      () => leaseOf(payment.id),
      (row) => (row?.left ?? 0) > LEASE_MS / 2,
    );
    kept.letGo();
    await deps.background.drain();
    await bench.recover();

    expect(renewed).toMatchObject({ state: "PENDING" });
    expect((await bench.till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });
});

describe("an operation whose holder died", () => {
  const shop = useTestShop({ webhooks: false });

  it("is taken up by another instance within ten seconds, and finished", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "before sending");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;

    const finished = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
      TAKEN_WITHIN_MS,
    );

    expect(finished.stripePaymentIntentId).not.toBeNull();
  });
});
