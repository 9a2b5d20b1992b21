import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recoverOperations } from "../../../src/jobs/recover-operations.js";
import { capturePaymentIntent } from "../../../src/use-cases/capture-payment-intent.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import { atLater, CASHIER, dyingInstance, interruptedInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const HOUR_MS = 3_600_000;

const input = (orderId: string) => ({ idempotencyKey: randomUUID(), orderId, tender: "CARD_PRESENT" as const });

describe("an operation that changes hands", () => {
  const bench = useRecovery();
  const steal = async (operationId: string) =>
    void (await bench.rows.sql`
      update operations set lease_holder = 'thief', lease_until = now() + interval '1 hour' where id = ${operationId}`);

  it("is recorded by its new holder only: whoever lost it while Stripe was asked writes nothing", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const slow = interruptedInstance(shop.app.deps, steal);

    const { payment } = await createPaymentIntent(slow, CASHIER, input(order.id));
    const between = await bench.rows.historyOf(order.id);
    await bench.recover();

    expect(payment.status).toBe("CREATING");
    expect(between).toEqual(["order.created"]);
    expect(await bench.rows.historyOf(order.id)).toEqual(["order.created", "payment.created"]);
    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
  });

  it("is recorded once when the new holder is done before the old one has its answer", async () => {
    const { till, shop } = bench;
    const { order, payment } = await till.authorize(1000);
    const slow = interruptedInstance(shop.app.deps, async () => {
      await bench.rows.timePasses();
      await recoverOperations.runOnce({ ...shop.app.deps, instanceId: "the new holder" });
    });

    await capturePaymentIntent(slow, CASHIER, { paymentId: payment.id, saleAmountMinor: 900, tipMinor: 100 });

    expect((await bench.rows.historyOf(order.id)).filter((type) => type === "payment.succeeded")).toHaveLength(1);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 900, tipMinor: 100, authorizedMinor: 0 });
    expect(await bench.stripe.chargesOf(payment.stripePaymentIntentId ?? "")).toMatchObject([
      { amount_captured: 1000 },
    ]);
  });

  it("is not recorded by the older try of an instance that lost it and took it up again itself", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps: stalled, dead } = dyingInstance(shop, "before sending");
    const slow = interruptedInstance(shop.app.deps, async () => {
      await bench.rows.timePasses();
      await recoverOperations.runOnce({ ...stalled, instanceId: shop.app.deps.instanceId });
      await dead;
    });

    const { payment } = await createPaymentIntent(slow, CASHIER, input(order.id));
    const between = await bench.rows.historyOf(order.id);
    await bench.recover();

    expect(payment.status).toBe("CREATING");
    expect(between).toEqual(["order.created"]);
    expect(await bench.rows.historyOf(order.id)).toEqual(["order.created", "payment.created"]);
  });

  it("is not sent by an instance that lost it before the try", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "before trying");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;
    const [operation] = await bench.rows.operationsOf(payment.id);
    await steal(operation?.id ?? "");

    await recoverOperations.runOnce(shop.app.deps);

    expect((await bench.rows.operationsOf(payment.id))[0]).toMatchObject({ state: "PENDING", attempts: 0 });
    expect(await bench.stripe.intentsOf(order.id)).toEqual([]);
    await bench.recover();
  });

  it("is taken up by one of six instances that look for work at once", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "before trying");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;
    await bench.rows.timePasses();

    const rounds = Array.from({ length: 6 }, (_, index) =>
      recoverOperations.runOnce({ ...shop.app.deps, instanceId: `instance ${index}` }),
    );
    const counts = await Promise.all(rounds);

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await bench.rows.operationsOf(payment.id))[0]).toMatchObject({ state: "ANSWERED", attempts: 1 });
    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
  });

  it("is put off while Stripe does not answer, and goes on afterwards", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "before trying");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;
    await bench.stripe.drop({ path: "^/v1/payment_intents$", when: "before", count: 100 });

    await bench.recover();
    const unanswered = await bench.rows.operationsOf(payment.id);
    const notDueYet = await recoverOperations.runOnce(shop.app.deps);
    await bench.stripe.clearFaults();
    await bench.recover();

    expect(unanswered[0]).toMatchObject({ state: "PENDING", attempts: 3 });
    expect(notDueYet).toBe(0);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
  });

  it("is looked up when a later try is refused for itself, since an earlier one may have worked", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { gateway } = shop.app.deps;
    const refusal = { code: "api_key_expired", message: "Expired.", httpStatus: 401, stripeRequestId: null };
    let tries = 0;
    const send: typeof gateway.send = async (...asked) => {
      tries += 1;
      if (tries > 1) return { outcome: "Refused", refusal };
      await gateway.send(...asked);
      return { outcome: "Unanswered", reason: "the connection broke" };
    };

    const { payment } = await createPaymentIntent(
      { ...shop.app.deps, gateway: { ...gateway, send } },
      CASHIER,
      input(order.id),
    );

    expect(payment.status).toBe("REQUIRES_PAYMENT_METHOD");
    expect(await bench.stripe.intentsOf(order.id)).toMatchObject([{ id: payment.stripePaymentIntentId }]);
  });

  it("is looked up and not sent once Stripe may have forgotten its key, and found if it was done", async () => {
    const { till, shop } = bench;
    const { order, payment } = await till.authorize(1000);
    const { deps, dead } = dyingInstance(shop, "after sending");
    await capturePaymentIntent(deps, CASHIER, { paymentId: payment.id, tipMinor: 0 });
    await dead;
    await bench.rows.timePasses();
    const before = (await bench.stripe.writes()).length;

    await recoverOperations.runOnce(atLater(shop.app.deps, 23 * HOUR_MS));

    expect((await bench.stripe.writes()).length).toBe(before);
    expect((await bench.rows.operationsOf(payment.id)).at(-1)?.state).toBe("LOOKED_UP");
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 1000, authorizedMinor: 0 });
  });

  it("is looked up and not sent after 23 hours, and closed as not created if Stripe never got it", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "before sending");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;
    await bench.rows.timePasses();
    const before = (await bench.stripe.writes()).length;

    await recoverOperations.runOnce(atLater(shop.app.deps, 23 * HOUR_MS));

    expect((await bench.stripe.writes()).length).toBe(before);
    expect((await till.payment(payment.id)).status).toBe("CREATION_FAILED");
    expect(await bench.rows.historyOf(order.id)).toEqual(["order.created", "payment.creation_failed"]);
    expect((await till.recordCash(order.id, 1000)).order).toMatchObject({ paidMinor: 1000, reservedMinor: 0 });
  });

  it("is still sent under its key shortly before Stripe may forget it", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { deps, dead } = dyingInstance(shop, "after sending");
    const { payment } = await createPaymentIntent(deps, CASHIER, input(order.id));
    await dead;
    await bench.rows.timePasses();

    await recoverOperations.runOnce(atLater(shop.app.deps, 22 * HOUR_MS));

    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });
});
