import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findReader } from "../../../src/db/readers.js";
import { cancelReaderAction } from "../../../src/use-cases/cancel-reader-action.js";
import { processPaymentIntent } from "../../../src/use-cases/process-payment-intent.js";
import { refusalOf } from "../../support/till.js";
import { CASHIER, DEATHS, dyingInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

describe.each(DEATHS)("an instance that dies %s a command to a reader", (death) => {
  const bench = useRecovery();
  const isSent = death === "after sending";
  const writesWith = async (operationId: string | undefined) =>
    (await bench.stripe.writes()).filter(({ idempotency_key: key }) => key === operationId).length;
  const handOver = async (paymentId: string) => {
    const { deps, dead } = dyingInstance(bench.shop, death);
    const input = {
      attemptKey: randomUUID(),
      paymentId,
      readerId: bench.shop.readerIds[0],
      deadlineSeconds: 120,
      enableCustomerCancellation: true,
    };
    const begun = await processPaymentIntent(deps, CASHIER, input);
    await dead;
    return { begun, input };
  };

  it(`leaves a hand-over that is never sent again, and is ${isSent ? "found at the reader" : "not delivered"}`, async () => {
    const { till } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { begun, input } = await handOver(payment.id);
    const cash = await refusalOf(till.recordCash(order.id, 1000));

    await bench.recover();
    await bench.recover();
    await bench.watch();

    const operation = (await bench.rows.operationsOf(payment.id)).find(({ kind }) => kind === "PROCESS_PAYMENT_INTENT");
    const [action] = (await till.payment(payment.id)).actions;
    if (isSent) await till.cancelAtReader(action?.id ?? "");
    const again = await till.process(payment.id, undefined, { attemptKey: input.attemptKey });
    expect(begun.action?.state).toBe("DISPATCHING");
    expect(cash.code).toBe("PAYMENT_IN_PROGRESS");
    expect(action?.state).toBe(isSent ? "IN_PROGRESS" : "NOT_DELIVERED");
    expect(await writesWith(operation?.id)).toBe(isSent ? 1 : 0);
    expect(operation?.state).toBe("LOOKED_UP");
    expect(again.action?.id).toBe(action?.id);
  });

  it("offers the same payment again, which is then paid once by one PaymentIntent", async () => {
    const { till } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await handOver(payment.id);
    await bench.recover();
    await bench.watch();
    const left = await till.payment(payment.id);
    if (isSent) await till.cancelAtReader(left.actions[0]?.id ?? "");

    await till.process(payment.id);
    await till.presentCard();

    const paid = await till.payment(payment.id);
    expect(left.nextSafeActions[0]?.action).toBe(isSent ? "WAIT" : "PROCESS_ON_READER");
    expect(paid).toMatchObject({ status: "SUCCEEDED", stripePaymentIntentId: payment.stripePaymentIntentId });
    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
    expect(await bench.stripe.chargesOf(payment.stripePaymentIntentId ?? "")).toHaveLength(1);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });

  it("leaves a cancel at the reader that is never sent again, and whose end is found at the reader", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    const { deps, dead } = dyingInstance(shop, death);
    const begun = await cancelReaderAction(deps, CASHIER, {
      readerId: shop.readerIds[0],
      actionId: action?.id ?? "",
    });
    await dead;

    await bench.recover();
    await bench.watch();

    const operation = (await bench.rows.operationsOf(payment.id)).find(({ kind }) => kind === "CANCEL_READER_ACTION");
    const [left] = (await till.payment(payment.id)).actions;
    if (!isSent) await till.cancelAtReader(left?.id ?? "");
    expect(begun.action?.state).toBe("CANCELING");
    expect(await writesWith(operation?.id)).toBe(isSent ? 1 : 0);
    expect(left?.state).toBe(isSent ? "CANCELED" : "IN_PROGRESS");
    expect((await till.recordCash(order.id, 1000)).order).toMatchObject({ paymentState: "PAID" });
  });
});

describe("a cancel whose instance died before it reached the reader", () => {
  const bench = useRecovery();

  /** The customer pays, and then the cancel is still on its way. */
  const payWhileCanceling = async () => {
    const { till, shop } = bench;
    const { payment } = await till.createIntent((await till.openOrder(1000)).id);
    const { action } = await till.process(payment.id);
    const { deps, dead } = dyingInstance(shop, "before sending");
    await cancelReaderAction(deps, CASHIER, { readerId: shop.readerIds[0], actionId: action?.id ?? "" });
    await dead;
    await till.presentCard();
    await bench.watch();
    return payment;
  };

  it("has no other payment canceled for one that its reader can't take", async () => {
    const { till } = bench;
    const order = await till.openOrder(1000);
    const { payment: next } = await till.createIntent(order.id);
    const { payment: other } = await till.createIntent(order.id, { tender: "TWINT", handover: "CLIENT" });
    await payWhileCanceling();

    const refused = await refusalOf(till.process(next.id));
    await bench.recover();

    expect(refused.code).toBe("READER_BUSY");
    expect((await till.payment(other.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("keeps the reader from the next payment, which it would end, until it is known where it is", async () => {
    const { till } = bench;
    const { payment: next } = await till.createIntent((await till.openOrder(1000)).id);
    const paid = await payWhileCanceling();

    const ended = (await till.payment(paid.id)).actions[0];
    const refused = await refusalOf(till.process(next.id));
    await bench.recover();
    const begun = await till.process(next.id);

    expect(ended?.state).toBe("SUCCEEDED");
    expect(refused.code).toBe("READER_BUSY");
    expect(begun.action?.state).toBe("IN_PROGRESS");
  });
});

describe("a card that is presented while no instance lives", () => {
  const bench = useRecovery();

  it("is found by recovery, and the payment counts although its hand-over was never acknowledged", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    const { deps, dead } = dyingInstance(shop, "after sending");
    const input = {
      attemptKey: randomUUID(),
      paymentId: payment.id,
      readerId: shop.readerIds[0],
      deadlineSeconds: 120,
      enableCustomerCancellation: true,
    };
    await processPaymentIntent(deps, CASHIER, input);
    await dead;
    const reader = await findReader(shop.app.deps.db, shop.readerIds[0]);
    const card = { stripeReaderId: reader?.stripeReaderId ?? "", number: null, interac: false, tipMinor: null };
    await shop.app.deps.gateway.presentPaymentMethod(card, null);

    await bench.recover();

    expect(await till.payment(payment.id)).toMatchObject({ status: "SUCCEEDED", actions: [{ state: "SUCCEEDED" }] });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });
});
