import { describe, expect, it } from "vitest";
import { UpdatePaymentIntentDocument } from "../support/generated/operations.js";
import { processPastUs } from "../support/process-past-us.js";
import { type TestShop, useTestShop } from "../support/test-shop.js";
import { createTill, decideTwint, refusalOf, type Till, until } from "../support/till.js";

/** What Stripe.js does in the customer's browser: it confirms, and the customer is sent to TWINT. */
async function confirmAsTill(shop: TestShop, paymentIntentId: string | null): Promise<{ status: number; url: string }> {
  const response = await fetch(`${shop.sandbox.url}/v1/payment_intents/${paymentIntentId}/confirm`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
    body: new URLSearchParams({ "payment_method_data[type]": "twint", return_url: "https://till.example/done" }),
  });
  const intent = (await response.json()) as { next_action?: { redirect_to_url: { url: string } } };
  return { status: response.status, url: intent.next_action?.redirect_to_url.url ?? "" };
}

async function openOwn(till: Till, totalMinor = 1000) {
  const order = await till.openOrder(totalMinor);
  const created = await till.createIntent(order.id, { tender: "TWINT", handover: "CLIENT" });
  return { order, created, payment: created.payment };
}

const offersOf = ({ nextSafeActions }: { nextSafeActions: { action: string }[] }) =>
  nextSafeActions.map(({ action }) => action);

describe.each([{ webhooks: true }, { webhooks: false }])(
  "a payment that the till confirms itself, with webhooks: $webhooks",
  ({ webhooks }) => {
    const shop = useTestShop({ webhooks });

    it("is found paid, though the till tells nothing and nobody asks", async () => {
      const till = createTill(shop);
      const { order, payment } = await openOwn(till);

      const { url } = await confirmAsTill(shop, payment.stripePaymentIntentId);
      await decideTwint(url, "authorize");
      const paid = await until(
        () => till.payment(payment.id),
        ({ status }) => status === "SUCCEEDED",
        15_000,
      );
      const completed = await till.complete(order.id);

      expect(paid).toMatchObject({ handover: "CLIENT", amountReceivedMinor: 1000, actions: [] });
      expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1000 });
    });
  },
);

/** Nothing looks at Stripe but what the cashier does. */
describe("a payment that the till confirms itself", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });

  it("keeps its share from its creation on, whatever else is asked of the order", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const card = await till.createIntent(order.id);
    const { payment, order: reserved } = await till.createIntent(order.id, { tender: "TWINT", handover: "CLIENT" });

    const refusals = [
      await refusalOf(till.process(card.payment.id)),
      await refusalOf(till.recordCash(order.id, 1000)),
      await refusalOf(till.createIntent(order.id, { amountMinor: 1 })),
      await refusalOf(till.complete(order.id)),
      await refusalOf(till.cancelOrder(order.id)),
    ];

    expect(reserved).toMatchObject({ paymentState: "IN_PROGRESS", reservedMinor: 1000, chargeableMinor: 0 });
    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "PAYMENT_IN_PROGRESS"));
    expect(refusals.map(({ extensions }) => [extensions["paymentId"], extensions["retryable"]])).toEqual(
      refusals.map(() => [payment.id, false]),
    );
    expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", handover: "CLIENT" });
  });

  it("is neither handed to a reader nor confirmed by this server", async () => {
    const till = createTill(shop);
    const twint = await openOwn(till);
    const order = await till.openOrder(1000);
    const card = await till.createIntent(order.id, { handover: "CLIENT" });

    const refusals = [
      await refusalOf(till.confirmTwint(twint.payment.id)),
      await refusalOf(till.process(card.payment.id)),
    ];

    expect(refusals).toMatchObject([
      { code: "ILLEGAL_TRANSITION", extensions: { paymentId: twint.payment.id } },
      { code: "ILLEGAL_TRANSITION", extensions: { paymentId: card.payment.id } },
    ]);
    expect((await till.payment(card.payment.id)).actions).toEqual([]);
  });

  it("is found held when the cashier checks, and captured with its order", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { handover: "CLIENT" });

    await processPastUs(shop, payment.stripePaymentIntentId);
    await till.presentCard();
    const { payment: held } = await till.recheck(payment.id);
    const completed = await till.complete(order.id);

    expect(held).toMatchObject({ status: "REQUIRES_CAPTURE", amountCapturableMinor: 1000 });
    expect(offersOf(held)).toEqual(["COMPLETE_ORDER", "CAPTURE", "CANCEL"]);
    expect(completed).toMatchObject({ status: "COMPLETED", paidMinor: 1000 });
  });

  it("is given up by a cancel at Stripe, after which the till can't confirm it and cash may be taken", async () => {
    const till = createTill(shop);
    const { order, payment } = await openOwn(till);

    const canceled = await till.cancelPayment(payment.id);
    const { status: tooLate } = await confirmAsTill(shop, payment.stripePaymentIntentId);
    const cash = await till.recordCash(order.id, 1000);

    expect(canceled.payment.status).toBe("CANCELED");
    expect(offersOf(canceled.payment)).toEqual(["TAKE_ANOTHER_TENDER"]);
    expect(tooLate).toBe(400);
    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });

  it("gives the rest of its share back when its amount is lowered, and keeps what it asks for", async () => {
    const till = createTill(shop);
    const { order, payment } = await openOwn(till);

    const input = { paymentId: payment.id, amountMinor: 400 };
    const { updatePaymentIntent } = await till.client.request(UpdatePaymentIntentDocument, { input });

    expect(updatePaymentIntent?.payment).toMatchObject({ amountMinor: 400, handover: "CLIENT" });
    expect(await till.order(order.id)).toMatchObject({ reservedMinor: 400, chargeableMinor: 600 });
  });

  it("is found paid where the customer was faster than its cancel", async () => {
    const till = createTill(shop);
    const { order, payment } = await openOwn(till);
    const { url } = await confirmAsTill(shop, payment.stripePaymentIntentId);
    await decideTwint(url, "authorize");

    await refusalOf(till.cancelPayment(payment.id));

    expect((await till.payment(payment.id)).status).toBe("SUCCEEDED");
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });

  it("offers nothing but to wait, to check and to cancel, before the customer has it and while they do", async () => {
    const till = createTill(shop);
    const { payment } = await openOwn(till);

    await confirmAsTill(shop, payment.stripePaymentIntentId);
    const { payment: open } = await till.recheck(payment.id);

    expect(open).toMatchObject({ status: "REQUIRES_ACTION", twint: null });
    expect([offersOf(payment), offersOf(open)]).toEqual([payment, open].map(() => ["WAIT", "RECHECK", "CANCEL"]));
  });
});
