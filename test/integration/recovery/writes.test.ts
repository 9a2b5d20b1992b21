import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cancelPaymentIntent } from "../../../src/use-cases/cancel-payment-intent.js";
import { capturePaymentIntent } from "../../../src/use-cases/capture-payment-intent.js";
import { completeOrder } from "../../../src/use-cases/complete-order.js";
import { confirmTwintPayment } from "../../../src/use-cases/confirm-twint-payment.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import { updatePaymentIntent } from "../../../src/use-cases/update-payment-intent.js";
import { decideTwint, refusalOf } from "../../support/till.js";
import { CASHIER, DEATHS, dyingInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

describe.each(DEATHS)("an instance that dies %s", (death) => {
  const bench = useRecovery();
  /** The write reaches Stripe once: by recovery, or by the dead instance and then again under the same key. */
  const sentWith = async (operationId: string | undefined) =>
    (await bench.stripe.writes()).filter(({ idempotency_key: key }) => key === operationId).length;
  const sentInAll = death === "after sending" ? 2 : 1;

  it("leaves a creation that is finished with one PaymentIntent, and the till's key finds it", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const input = { idempotencyKey: randomUUID(), orderId: order.id, tender: "CARD_PRESENT" as const };
    const { deps, dead } = dyingInstance(shop, death);
    const { payment } = await createPaymentIntent(deps, CASHIER, input);
    await dead;

    await bench.recover();

    const [operation] = await bench.rows.operationsOf(payment.id);
    expect(payment.status).toBe("CREATING");
    expect(operation?.state).toBe(death === "after sending" ? "LOOKED_UP" : "ANSWERED");
    expect(await sentWith(operation?.id)).toBe(sentInAll);
    expect(await bench.stripe.intentsOf(order.id)).toHaveLength(1);
    expect(await bench.rows.historyOf(order.id)).toEqual(["order.created", "payment.created"]);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
    expect((await till.createIntent(order.id, input)).payment.id).toBe(payment.id);
  });

  it("leaves a change of amount that is finished, with no more reserved than may be taken meanwhile", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { amountMinor: 400 });
    const { deps, dead } = dyingInstance(shop, death);
    await updatePaymentIntent(deps, CASHIER, { paymentId: payment.id, amountMinor: 700 });
    await dead;
    const meanwhile = await till.order(order.id);

    await bench.recover();

    expect(meanwhile).toMatchObject({ reservedMinor: 700, chargeableMinor: 300 });
    expect(await till.payment(payment.id)).toMatchObject({ amountMinor: 700, status: "REQUIRES_PAYMENT_METHOD" });
    expect(await till.order(order.id)).toMatchObject({ reservedMinor: 0, chargeableMinor: 1000 });
    expect(await bench.stripe.intentsOf(order.id)).toMatchObject([{ amount: 700 }]);
  });

  it("leaves a capture that is finished, tip included, and takes the money once", async () => {
    const { till, shop } = bench;
    const { order, payment } = await till.authorize(1000);
    const { deps, dead } = dyingInstance(shop, death);
    await capturePaymentIntent(deps, CASHIER, { paymentId: payment.id, saleAmountMinor: 800, tipMinor: 100 });
    await dead;
    const second = await refusalOf(till.capture(payment.id));

    await bench.recover();

    expect(second.code).toBe("PAYMENT_IN_PROGRESS");
    expect(await till.payment(payment.id)).toMatchObject({
      status: "SUCCEEDED",
      amountReceivedMinor: 900,
      tipMinor: 100,
    });
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 800, tipMinor: 100, authorizedMinor: 0 });
    expect(await bench.stripe.chargesOf(payment.stripePaymentIntentId ?? "")).toMatchObject([{ amount_captured: 900 }]);
    expect((await bench.rows.historyOf(order.id)).filter((type) => type === "payment.succeeded")).toHaveLength(1);
  });

  it("leaves a completed order whose hold is captured in the end", async () => {
    const { till, shop } = bench;
    const { order } = await till.authorize(1000);
    const { deps, dead } = dyingInstance(shop, death);
    const completed = await completeOrder(deps, CASHIER, { orderId: order.id, captureHolds: true });
    await dead;

    await bench.recover();

    expect(completed).toMatchObject({ status: "COMPLETED", authorizedMinor: 1000, paidMinor: 0 });
    expect(await till.order(order.id)).toMatchObject({ status: "COMPLETED", authorizedMinor: 0, paidMinor: 1000 });
  });

  it("leaves a cancel that is finished, and only then frees the order's money", async () => {
    const { till, shop } = bench;
    const { order, payment } = await till.authorize(1000);
    const { deps, dead } = dyingInstance(shop, death);
    await cancelPaymentIntent(deps, CASHIER, { paymentId: payment.id });
    await dead;
    const tooEarly = await refusalOf(till.recordCash(order.id, 1000));

    await bench.recover();

    expect(tooEarly.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect((await till.payment(payment.id)).status).toBe("CANCELED");
    expect((await till.recordCash(order.id, 1000)).order).toMatchObject({ paidMinor: 1000, authorizedMinor: 0 });
  });

  it("leaves a TWINT confirmation whose redirect the customer gets in the end, and pays once", async () => {
    const { till, shop } = bench;
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const { deps, dead } = dyingInstance(shop, death);
    const early = await confirmTwintPayment(deps, CASHIER, { paymentId: payment.id }).catch((error: unknown) => error);
    await dead;

    await bench.recover();
    const { redirectUrl } = await till.confirmTwint(payment.id);
    await decideTwint(redirectUrl, "authorize");
    await bench.watch();

    expect(early).toMatchObject({ code: "REQUEST_IN_PROGRESS" });
    expect(await till.payment(payment.id)).toMatchObject({ status: "SUCCEEDED", actions: [{ state: "SUCCEEDED" }] });
    expect((await bench.stripe.writes("/confirm")).filter(({ replayed }) => !replayed).length).toBeGreaterThan(0);
    expect(await bench.stripe.chargesOf(payment.stripePaymentIntentId ?? "")).toHaveLength(1);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });
});

describe("a capture with a tip whose answer nobody has recorded yet", () => {
  const bench = useRecovery();

  it("is shown with its tip apart from the sale to whoever looks at Stripe meanwhile", async () => {
    const { till, shop } = bench;
    const { order, payment } = await till.authorize(1000);
    const { deps, dead } = dyingInstance(shop, "after sending");
    await capturePaymentIntent(deps, CASHIER, { paymentId: payment.id, saleAmountMinor: 900, tipMinor: 100 });
    await dead;

    const looked = await till.recheck(payment.id);

    expect(looked.payment).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 1000, tipMinor: 100 });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PARTIALLY_PAID", paidMinor: 900, dueMinor: 100 });
  });
});
