import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dumpTables } from "../support/dump-tables.js";
import {
  CompleteOrderDocument,
  FreeReaderDocument,
  RegisterReaderDocument,
  UpdateOrderDocument,
  UpdatePaymentIntentDocument,
  VoidRecordedPaymentDocument,
} from "../support/generated/operations.js";
import { createStripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf, type Till } from "../support/till.js";

const LINES = [{ description: "Bread", quantity: 1, unitAmountMinor: 1000, amountMinor: 1000 }];

/** Brings a request about whose target is reached, and makes it again. */
type Repeat = (till: Till) => Promise<() => Promise<unknown>>;

const startPayment = async (till: Till) => {
  const { payment } = await till.createIntent((await till.openOrder(1000)).id);
  return { payment, action: (await till.process(payment.id)).action };
};

describe("a request without a key that asks for what is so already", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  const factsOf = async () => {
    const writes = await createStripeView(shop).writes();
    return [...(await dumpTables(shop.databaseUrl)), ...writes.map(({ path }) => path)].toSorted();
  };

  it.each<[string, Repeat]>([
    [
      "createOrder",
      async (till) => {
        const reference = randomUUID();
        await till.openOrder(1000, { reference });
        return () => till.openOrder(1000, { reference });
      },
    ],
    [
      "updateOrder",
      async (till) => {
        const { id: orderId } = await till.openOrder(500);
        const input = { orderId, totalMinor: 1000, lines: LINES, metadata: { table: 4, seats: [1, 2] } };
        await till.client.request(UpdateOrderDocument, { input });
        return () => till.client.request(UpdateOrderDocument, { input });
      },
    ],
    [
      "completeOrder",
      async (till) => {
        const { order } = await till.authorize(1000);
        await till.complete(order.id);
        return () => till.client.request(CompleteOrderDocument, { input: { orderId: order.id } });
      },
    ],
    [
      "cancelOrder",
      async (till) => {
        const { order } = await till.authorize(1000);
        await till.cancelOrder(order.id);
        return () => till.cancelOrder(order.id);
      },
    ],
    [
      "updatePaymentIntent",
      async (till) => {
        const { payment } = await till.createIntent((await till.openOrder(1000)).id);
        const input = { paymentId: payment.id, amountMinor: 700 };
        await till.client.request(UpdatePaymentIntentDocument, { input });
        return () => till.client.request(UpdatePaymentIntentDocument, { input });
      },
    ],
    [
      "cancelPaymentIntent",
      async (till) => {
        const { payment } = await till.authorize(1000);
        await till.cancelPayment(payment.id);
        return () => till.cancelPayment(payment.id);
      },
    ],
    [
      "capturePaymentIntent",
      async (till) => {
        const { payment } = await till.authorize(1000);
        await till.capture(payment.id, { saleAmountMinor: 800, tipMinor: 100 });
        return () => till.capture(payment.id, { saleAmountMinor: 800, tipMinor: 100 });
      },
    ],
    [
      "cancelReaderAction",
      async (till) => {
        const { action } = await startPayment(till);
        await till.cancelAtReader(action?.id ?? "");
        return () => till.cancelAtReader(action?.id ?? "");
      },
    ],
    [
      "freeReader",
      async (till) => {
        await startPayment(till);
        const input = { readerId: shop.readerIds[0], force: false };
        await shop.client("OPERATOR").request(FreeReaderDocument, { input });
        return () => shop.client("OPERATOR").request(FreeReaderDocument, { input });
      },
    ],
    [
      "confirmTwintPayment",
      async (till) => {
        const { payment } = await till.createIntent((await till.openOrder(1000)).id, { tender: "TWINT" });
        await till.confirmTwint(payment.id);
        return () => till.confirmTwint(payment.id);
      },
    ],
    [
      "voidRecordedPayment",
      async (till) => {
        const { payment } = await till.recordCash((await till.openOrder(1000)).id, 1000);
        const input = { paymentId: payment.id, reason: "mistake" };
        await till.client.request(VoidRecordedPaymentDocument, { input });
        return () => till.client.request(VoidRecordedPaymentDocument, { input });
      },
    ],
  ])("is answered as it stands, and changes nothing: %s", async (_name, bringAbout) => {
    const again = await bringAbout(createTill(shop));
    const before = await factsOf();

    await again();

    expect(await factsOf()).toEqual(before);
  });

  it("tells no more of a payment than before when it is looked at again", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1000);
    const first = await till.recheck(payment.id);

    const second = await till.recheck(payment.id);

    expect(second).toEqual(first);
    expect((await till.order(order.id)).sequence).toBe(order.sequence);
  });
});

describe("a request that comes again under its idempotency key", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("answers with the payment as it is now, never as it was then", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const same = { idempotencyKey: randomUUID() };
    const { payment } = await till.createIntent(order.id, same);
    await till.process(payment.id);
    await till.presentCard();
    await till.complete(order.id);

    const again = await till.createIntent(order.id, same);

    expect(payment.status).toBe("REQUIRES_PAYMENT_METHOD");
    expect(again.payment).toEqual(await till.payment(payment.id));
    expect(again.payment).toMatchObject({ id: payment.id, status: "SUCCEEDED", amountReceivedMinor: 1000 });
  });

  it("is told again why Stripe refused what it was to make, and that no other try is worth it", async () => {
    const registrationCode = "no-such-code";
    const input = { idempotencyKey: randomUUID(), locationId: shop.locationId, registrationCode };
    const register = () => refusalOf(shop.client("OPERATOR").request(RegisterReaderDocument, { input }));

    const first = await register();
    const second = await register();

    expect(first).toMatchObject({ code: "STRIPE_REFUSED", extensions: { retryable: false } });
    expect(second).toEqual(first);
  });
});
