import { describe, expect, it } from "vitest";
import { findPayment, updatePayment } from "../../../src/db/payments.js";
import type { Payment } from "../../../src/domain/payment.js";
import { watchUnattendedPayments } from "../../../src/jobs/watch-unattended-payments.js";
import { processPastUs } from "../../support/process-past-us.js";
import { until } from "../../support/till.js";
import { useRecovery } from "./use-recovery.js";

const MINUTE_MS = 60_000;
const ROUND_MS = 5_000;

describe("payments that a till confirms itself", () => {
  const bench = useRecovery();

  /** How many looks rounds take that come every five seconds, from one age of a payment to another. */
  const looksBetween = async ({ createdAt }: { createdAt: string }, fromMs: number, toMs: number): Promise<number> => {
    const { deps } = bench.shop.app;
    let looks = 0;
    for (let ageMs = fromMs; ageMs < toMs; ageMs += ROUND_MS) {
      const clock = { ...deps.clock, now: () => new Date(Date.parse(createdAt) + ageMs) };
      looks += await watchUnattendedPayments.runOnce({ ...deps, clock });
      await roundPasses();
    }
    return looks;
  };
  const roundPasses = () =>
    bench.rows.sql`update payments set next_look_at = next_look_at - ${ROUND_MS} * interval '1 millisecond'`;
  const somethingHappensTo = async (id: string) => {
    const { db, clock } = bench.shop.app.deps;
    const payment = (await findPayment(db, id)) as Payment;
    await db.transaction((tx) => updatePayment(tx, { ...payment, updatedAt: clock.now() }));
  };
  const openOwn = async () => {
    const order = await bench.till.openOrder(1000);
    return (await bench.till.createIntent(order.id, { tender: "TWINT", handover: "CLIENT" })).payment;
  };

  it("are looked at in every round at first, and the rarer the older they are, until they end", async () => {
    const payment = await openOwn();

    const young = await looksBetween(payment, 0, 1.5 * MINUTE_MS);
    const older = await looksBetween(payment, 16.5 * MINUTE_MS, 28.5 * MINUTE_MS);
    await bench.till.cancelPayment(payment.id);
    const ended = await looksBetween(payment, 0, MINUTE_MS);

    expect([young, older, ended]).toEqual([18, 18, 0]);
  });

  it("are looked at although the rounds come a little late, and by one of three instances each time", async () => {
    const payment = await openOwn();
    const { deps } = bench.shop.app;
    const rounds = async () => {
      await roundPasses();
      await bench.rows.sql`update payments set next_look_at = next_look_at - interval '700 milliseconds'`;
      return [
        await watchUnattendedPayments.runOnce(deps),
        await watchUnattendedPayments.runOnce({ ...deps, instanceId: "another" }),
        await watchUnattendedPayments.runOnce({ ...deps, instanceId: "a third" }),
      ];
    };

    const looks = [await rounds(), await rounds(), await rounds()];
    await bench.till.cancelPayment(payment.id);

    expect(looks).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("are looked at soon after something happened to them, however long the pause before was", async () => {
    const payment = await openOwn();
    await bench.rows.sql`update payments set next_look_at = now() + interval '1 hour' where id = ${payment.id}`;

    const during = await watchUnattendedPayments.runOnce(bench.shop.app.deps);
    await somethingHappensTo(payment.id);
    const after = await watchUnattendedPayments.runOnce(bench.shop.app.deps);
    await bench.till.cancelPayment(payment.id);

    expect([during, after]).toEqual([0, 1]);
  });

  it("leave alone those that this server hands over", async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id);

    expect(await looksBetween(payment, 0, MINUTE_MS)).toBe(0);
  });

  it("are looked at again where Stripe did not answer", async () => {
    const payment = await openOwn();
    await bench.stripe.drop({ method: "GET", path: "^/v1/payment_intents/", when: "before", count: 1 });

    await watchUnattendedPayments.runOnce(bench.shop.app.deps);
    const unread = await bench.rows.sql`select last_read_recorded from payments where id = ${payment.id}`;
    await roundPasses();
    await watchUnattendedPayments.runOnce(bench.shop.app.deps);
    const read = await bench.rows.sql`select last_read_recorded from payments where id = ${payment.id}`;
    await bench.till.cancelPayment(payment.id);

    expect(read[0]?.["last_read_recorded"]).toBeGreaterThan(unread[0]?.["last_read_recorded"] as number);
  });
});

describe("a payment whose hand-over did not end definitely", () => {
  const bench = useRecovery();

  it("is seen to be paid when the lost command arrives late, although no webhook tells", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await bench.stripe.drop({ path: "/process_payment_intent$", when: "before", count: 9 });
    await till.process(payment.id);
    await until(
      async () => {
        await bench.watch();
        return (await till.payment(payment.id)).actions[0]?.state;
      },
      (state) => state === "NOT_DELIVERED",
    );
    await bench.stripe.clearFaults();
    await processPastUs(shop, payment.stripePaymentIntentId);
    await till.presentCard();

    await bench.rows.timePasses();
    await watchUnattendedPayments.runOnce(shop.app.deps);

    expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_CAPTURE" });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "AUTHORIZED", reservedMinor: 0 });
  });
});
