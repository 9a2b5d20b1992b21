import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findReader } from "../../../src/db/readers.js";
import { workInbox } from "../../../src/jobs/work-inbox.js";
import type { StripeEvent } from "../../../src/stripe/gateway.js";
import { receiveWebhook } from "../../../src/use-cases/receive-webhook.js";
import { useRecovery } from "./use-recovery.js";

const MAX_ATTEMPTS = 10;

const eventOf = (paymentIntentId: string | null, more: Partial<StripeEvent> = {}): StripeEvent => ({
  id: `evt_${randomUUID()}`,
  type: "payment_intent.succeeded",
  createdAt: new Date(),
  livemode: false,
  stripeAccount: null,
  objectType: "payment_intent",
  objectId: paymentIntentId ?? "ch_1",
  paymentIntentId,
  ...more,
});

describe("the inbox of webhook events", () => {
  const bench = useRecovery();
  const receive = (event: StripeEvent) => receiveWebhook(bench.shop.app.deps, event);
  const work = () => workInbox.runOnce(bench.shop.app.deps);
  const stored = async ({ id }: StripeEvent) => {
    const rows = await bench.rows.sql<{ state: string; attempts: number; last_error: string | null; due: boolean }[]>`
      select state, attempts, last_error, next_attempt_at <= now() as due from webhook_inbox where stripe_event_id = ${id}`;
    return rows;
  };
  /** A payment whose card was presented, which nobody has told us of. */
  const paidUnheard = async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await till.process(payment.id);
    const reader = await findReader(shop.app.deps.db, shop.readerIds[0]);
    const card = { stripeReaderId: reader?.stripeReaderId ?? "", number: null, interac: false, tipMinor: null };
    await shop.app.deps.gateway.presentPaymentMethod(card, null);
    return { order, payment, paymentIntentId: payment.stripePaymentIntentId ?? "" };
  };

  /** Makes every read of a payment fail, until the answered function is called. */
  const breakRow = async (paymentId: string) => {
    const { sql } = bench.rows;
    await sql.unsafe(`
      create function break_row() returns trigger language plpgsql as $$ begin raise 'broken on purpose'; end $$;
      create trigger break_row before update of reads_started on payments
        for each row when (old.id = '${paymentId}') execute function break_row()`);
    return () => sql.unsafe("drop trigger break_row on payments; drop function break_row()");
  };

  it("makes a payment be read that an event names", async () => {
    const { order, payment, paymentIntentId } = await paidUnheard();
    const event = eventOf(paymentIntentId);

    await receive(event);
    await work();

    expect((await bench.till.payment(payment.id)).status).toBe("SUCCEEDED");
    expect(await bench.till.order(order.id)).toMatchObject({ paymentState: "PAID" });
    expect(await stored(event)).toMatchObject([{ state: "DONE", attempts: 0 }]);
  });

  it("stores and works off an event once, however often it is delivered", async () => {
    const { order, paymentIntentId } = await paidUnheard();
    const event = eventOf(paymentIntentId);

    await Promise.all([receive(event), receive(event), receive(event)]);
    await work();
    const history = await bench.rows.historyOf(order.id);
    await receive(event);
    const worked = await work();

    expect(worked).toBe(0);
    expect(await stored(event)).toHaveLength(1);
    expect(await bench.rows.historyOf(order.id)).toEqual(history);
    expect(history.filter((type) => type === "payment.succeeded")).toHaveLength(1);
  });

  it("believes Stripe and not the order of events, old and untrue ones included", async () => {
    const { order, payment, paymentIntentId } = await paidUnheard();
    const types = [
      "payment_intent.succeeded",
      "payment_intent.created",
      "payment_intent.canceled",
      "payment_intent.payment_failed",
    ];

    for (const type of types) await receive(eventOf(paymentIntentId, { type, createdAt: new Date(0) }));
    await work();

    const history = await bench.rows.historyOf(order.id);
    expect((await bench.till.payment(payment.id)).status).toBe("SUCCEEDED");
    expect(history.filter((type) => type.startsWith("payment."))).toEqual(["payment.created", "payment.succeeded"]);
  });

  it("does not let an event that fails hold up the next one", async () => {
    const stuck = await paidUnheard();
    const failing = eventOf(stuck.paymentIntentId);
    await receive(failing);
    await bench.stripe.drop({ method: "GET", path: `/${stuck.paymentIntentId}$`, when: "before", count: 100 });
    await work();
    await bench.stripe.clearFaults();
    await bench.till.recheck(stuck.payment.id);
    const next = await paidUnheard();
    await bench.stripe.drop({ method: "GET", path: `/${stuck.paymentIntentId}$`, when: "before", count: 100 });
    const passing = eventOf(next.paymentIntentId);
    await receive(passing);
    await bench.rows.timePasses();

    await work();

    expect(await stored(failing)).toMatchObject([{ state: "PENDING", attempts: 0, due: false }]);
    expect(await stored(passing)).toMatchObject([{ state: "DONE" }]);
    expect((await bench.till.payment(next.payment.id)).status).toBe("SUCCEEDED");
  });

  it("works a failed event off when Stripe answers again", async () => {
    const { payment, paymentIntentId } = await paidUnheard();
    const event = eventOf(paymentIntentId);
    await bench.stripe.drop({ method: "GET", path: `/${paymentIntentId}$`, when: "after", count: 100 });
    await receive(event);
    await work();
    const failed = await stored(event);
    await bench.stripe.clearFaults();

    await bench.rows.timePasses();
    await work();

    expect(failed).toMatchObject([{ state: "PENDING", attempts: 0, last_error: "Stripe did not answer", due: false }]);
    expect(await stored(event)).toMatchObject([{ state: "DONE" }]);
    expect((await bench.till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("never lays an event aside because Stripe is silent, however long", async () => {
    const { payment, paymentIntentId } = await paidUnheard();
    const event = eventOf(paymentIntentId);
    await bench.stripe.drop({ method: "GET", path: `/${paymentIntentId}$`, when: "before", count: 100 });
    await receive(event);

    for (let attempt = 0; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await bench.rows.timePasses();
      await work();
    }
    const waiting = await stored(event);
    await bench.stripe.clearFaults();
    await bench.rows.timePasses();
    await work();

    expect(waiting).toMatchObject([{ state: "PENDING" }]);
    expect(await stored(event)).toMatchObject([{ state: "DONE" }]);
    expect((await bench.till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it.each([
    [403, { state: "DEAD", attempts: MAX_ATTEMPTS }],
    [401, { state: "PENDING", attempts: 0 }],
  ])(
    "tells a read that Stripe refuses from silence, and lays its event aside but for our key: %i",
    async (status, left) => {
      const { payment, paymentIntentId } = await paidUnheard();
      const event = eventOf(paymentIntentId);
      const fault = { method: "GET", path: `/${paymentIntentId}$`, kind: "status", when: "before", status, count: 100 };
      await bench.shop.control("faults", fault);
      await receive(event);

      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        await bench.rows.timePasses();
        await work();
      }
      await bench.stripe.clearFaults();
      await bench.till.recheck(payment.id);

      expect(await stored(event)).toMatchObject([left]);
      expect((await stored(event))[0]?.last_error).toContain(`(HTTP ${status})`);
    },
  );

  it(`lays an event aside after ${MAX_ATTEMPTS} tries, with the reason, and never takes it up again`, async () => {
    const { payment, paymentIntentId } = await paidUnheard();
    const event = eventOf(paymentIntentId);
    const mend = await breakRow(payment.id);
    await receive(event);

    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await bench.rows.timePasses();
      await work();
    }
    await mend();
    await bench.rows.timePasses();
    const worked = await work();
    await bench.till.recheck(payment.id);

    expect(worked).toBe(0);
    expect(await stored(event)).toMatchObject([{ state: "DEAD", attempts: MAX_ATTEMPTS }]);
    expect((await stored(event))[0]?.last_error).toContain("payments");
  });

  it("takes events of objects that are not ours for done, and does not keep those of live mode", async () => {
    const foreign = eventOf("pi_of_somebody_else");
    const other = eventOf(null, { type: "account.updated", objectType: "account" });
    const live = eventOf("pi_live", { livemode: true });

    for (const event of [foreign, other, live]) await receive(event);
    await work();

    expect(await stored(foreign)).toMatchObject([{ state: "DONE" }]);
    expect(await stored(other)).toMatchObject([{ state: "DONE" }]);
    expect(await stored(live)).toEqual([]);
  });
});
