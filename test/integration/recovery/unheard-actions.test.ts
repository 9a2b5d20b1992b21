import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { findReader } from "../../../src/db/readers.js";
import { processPaymentIntent } from "../../../src/use-cases/process-payment-intent.js";
import { FreeReaderDocument } from "../../support/generated/operations.js";
import { processPastUs } from "../../support/process-past-us.js";
import { refusalOf } from "../../support/till.js";
import { CASHIER } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const TIMED_OUT_AFTER_MS = 20_000;

describe("an action of which nothing is heard", () => {
  const bench = useRecovery();
  afterEach(async () => {
    await bench.stripe.clearFaults();
    await tune("online");
    const input = { readerId: bench.shop.readerIds[0], force: true, reason: "the next test" };
    await bench.shop.client("OPERATOR").request(FreeReaderDocument, { input });
  });

  const tune = async (network: string) => {
    const reader = await findReader(bench.shop.app.deps.db, bench.shop.readerIds[0]);
    await bench.shop.control(`readers/${reader?.stripeReaderId ?? ""}`, { network });
  };
  const open = async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id);
    return { order, payment };
  };
  const handOver = async () => {
    const opened = await open();
    const { action } = await bench.till.process(opened.payment.id);
    return { ...opened, actionId: action?.id ?? "" };
  };
  /** The hand-over is on its way until our own time-out, and Stripe gets it after that. */
  const handOverUntilTimeOut = async (paymentId: string) => {
    const { deps } = bench.shop.app;
    let waitedMs = 0;
    const clock = { ...deps.clock, now: () => new Date(deps.clock.now().getTime() + waitedMs) };
    const send = async () => {
      waitedMs = TIMED_OUT_AFTER_MS;
      return { outcome: "Unanswered" as const, reason: "no answer in time" };
    };
    const input = { paymentId, readerId: bench.shop.readerIds[0], attemptKey: randomUUID() };
    const limits = { deadlineSeconds: 120, enableCustomerCancellation: true };
    const instance = { ...deps, clock, gateway: { ...deps.gateway, send } };
    return processPaymentIntent(instance, CASHIER, { ...input, ...limits });
  };
  const offersOf = async (paymentId: string) =>
    (await bench.till.payment(paymentId)).nextSafeActions.map(({ action }) => action);

  it("keeps its reader for a command that ran into our time-out, and is found when that arrives", async () => {
    const [first, next] = [await open(), await open()];

    const { action } = await handOverUntilTimeOut(first.payment.id);
    const tooEarly = await refusalOf(bench.till.process(next.payment.id));
    await processPastUs(bench.shop, first.payment.stripePaymentIntentId);
    await bench.watch();

    expect(action?.state).toBe("UNKNOWN");
    expect(tooEarly.code).toBe("READER_BUSY");
    expect((await bench.till.payment(first.payment.id)).actions).toMatchObject([{ state: "IN_PROGRESS" }]);
  });

  it.each([
    ["does not answer for its PaymentIntent", { kind: "drop" }],
    ["refuses to show its PaymentIntent", { kind: "status", status: 403 }],
  ])("is not said to wait for the card while Stripe %s, and again when it does answer", async (_what, fault) => {
    const { order, payment } = await handOver();
    const reads = { method: "GET", path: "^/v1/payment_intents/", when: "before", count: 999 };
    await bench.shop.control("faults", { ...reads, ...fault });

    await bench.watch();
    await bench.watch();
    const unheard = await offersOf(payment.id);
    const told = (await bench.rows.historyOf(order.id)).at(-1);
    await bench.stripe.clearFaults();
    await bench.watch();

    expect(unheard).toEqual(["CHECK_CONNECTION", "WAIT"]);
    expect(told).toBe("action.unanswered");
    expect(await offersOf(payment.id)).toEqual(["WAIT", "CANCEL_READER_ACTION"]);
    expect((await bench.rows.historyOf(order.id)).at(-1)).toBe("action.acknowledged");
  });

  it("can be canceled at Stripe when its reader is away, so that other money can be taken", async () => {
    const { order, payment, actionId } = await handOver();
    await tune("offline");
    const refusal = await refusalOf(bench.till.cancelAtReader(actionId));
    const cash = await refusalOf(bench.till.recordCash(order.id, 1000));

    await bench.till.cancelPayment(payment.id);

    expect(refusal).toMatchObject({
      code: "READER_OFFLINE",
      message: "The reader is offline and still has this payment. Check its power and network.",
    });
    expect(cash).toMatchObject({ code: "PAYMENT_IN_PROGRESS", extensions: { retryable: false } });
    expect((await bench.till.recordCash(order.id, 1000)).order).toMatchObject({ paymentState: "PAID" });
  });

  it("is canceled at its reader first as long as nobody tried that", async () => {
    const { payment } = await handOver();

    const refusal = await refusalOf(bench.till.cancelPayment(payment.id));

    expect(refusal.code).toBe("PAYMENT_IN_PROGRESS");
  });

  it("tells who follows it when its cancel was not taken", async () => {
    const { order, actionId } = await handOver();
    await tune("offline");
    await refusalOf(bench.till.cancelAtReader(actionId));

    await bench.watch();
    await bench.watch();

    const history = await bench.rows.historyOf(order.id);
    expect(history.slice(-3)).toEqual(["action.canceling", "operation.refused", "action.unanswered"]);
  });
});
