import { afterEach, describe, expect, it } from "vitest";
import { executeSql } from "../support/dump-tables.js";
import { createStripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf, type Till, until } from "../support/till.js";
import { ReaderDocument } from "../support/generated/operations.js";
import { UpdatePaymentIntentDocument } from "../support/generated/operations.js";

const shop = useTestShop({ webhooks: false });
const actionsOf = (subject: { nextSafeActions: { action: string }[] }) =>
  subject.nextSafeActions.map(({ action }) => action);
const delay = (path: string, delayMs: number, when: "before" | "after" = "before") =>
  shop.control("faults", { method: "POST", path, kind: "delay", delay_ms: delayMs, when, count: 1 });

afterEach(async () => {
  await shop.control("faults", undefined, "DELETE");
});

async function offersToHandOver(till: Till, paymentId: string): Promise<boolean> {
  return actionsOf(await till.payment(paymentId)).includes("PROCESS_ON_READER");
}

describe("an amount that is being changed", () => {
  it.each([
    { from: 500, to: 1000 },
    { from: 1000, to: 500 },
  ])("is right in the end although a read overtook the answer: $from to $to", async ({ from, to }) => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { amountMinor: from });
    await delay("/v1/payment_intents/pi_[^/]+$", 1_000);

    const input = { paymentId: payment.id, amountMinor: to };
    const change = till.client.request(UpdatePaymentIntentDocument, { input });
    await until(
      () => till.payment(payment.id),
      (seen) => actionsOf(seen)[0] === "WAIT",
    );
    const during = await till.recheck(payment.id);
    await change;
    await till.recordCash(order.id, 500);
    const { chargeableMinor } = await till.order(order.id);

    expect(during.payment.amountMinor).toBe(1000);
    expect((await till.payment(payment.id)).amountMinor).toBe(to);
    expect(chargeableMinor).toBe(500);
    expect(await offersToHandOver(till, payment.id)).toBe(to <= chargeableMinor);
  });
});

describe("a cashier", () => {
  it("is not told to hand over the goods while the hold behind them is being let go", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1000);
    await delay("/cancel$", 3_000);

    await till.cancelPayment(payment.id);
    const during = await till.order(order.id);
    const after = await until(
      () => till.order(order.id),
      ({ paymentState }) => paymentState === "UNPAID",
    );

    expect(actionsOf(during)).toEqual(["WAIT"]);
    expect(actionsOf(after)).toEqual(["TAKE_ANOTHER_TENDER", "CANCEL"]);
  });

  it("is not offered to cancel an order that is paid in part", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);

    const { order: paidInPart } = await till.recordCash(order.id, 400);

    expect(actionsOf(paidInPart ?? order)).toEqual(["TAKE_ANOTHER_TENDER"]);
  });

  it("is refused a cancel of a TWINT payment that is just being opened, instead of seeing it ignored", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    await delay("/confirm$", 2_500);

    const opening = refusalOf(till.confirmTwint(payment.id));
    await until(
      () => till.payment(payment.id),
      ({ actions }) => actions.length === 1,
    );
    const refused = await refusalOf(till.cancelPayment(payment.id));

    expect(refused.code).toBe("PAYMENT_IN_PROGRESS");
    expect((await opening).code).toBe("REQUEST_IN_PROGRESS");
  });

  it("can settle a payment on a reader that went away, and then take cash", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    await shop.control(`readers/${reader?.stripeReaderId}`, { network: "offline" });
    const past = "update reader_actions set deadline_at = now() - interval '1 second' where id = $1";
    await executeSql(shop.databaseUrl, past, [action?.id ?? ""]);

    const lost = await until(
      () => till.payment(payment.id),
      ({ actions }) => actions[0]?.state === "UNKNOWN",
    );
    const canceled = await till.cancelPayment(payment.id);
    const cash = await till.recordCash(order.id, 1000);
    await shop.control(`readers/${reader?.stripeReaderId}`, { network: "online" });

    expect(actionsOf(lost)).toContain("WAIT");
    expect(canceled.payment).toMatchObject({ status: "CANCELED", actions: [{ state: "CANCELED" }] });
    expect(cash.order).toMatchObject({ paymentState: "PAID" });
  });
});

describe("a reader", () => {
  it("takes no other customer's payment while a cancel is on its way to it", async () => {
    const till = createTill(shop);
    const first = await till.createIntent((await till.openOrder(1000)).id);
    const second = await till.createIntent((await till.openOrder(700)).id);
    const { action } = await till.process(first.payment.id, shop.readerIds[1]);
    await delay("/cancel_action$", 3_000);

    const canceling = till.cancelAtReader(action?.id ?? "", shop.readerIds[1]);
    await until(
      () => till.payment(first.payment.id),
      ({ actions }) => actions[0]?.state === "CANCELING",
    );
    await till.presentCard(undefined, shop.readerIds[1]);
    const refused = await refusalOf(till.process(second.payment.id, shop.readerIds[1]));
    await canceling;

    expect(await till.payment(first.payment.id)).toMatchObject({ status: "REQUIRES_CAPTURE" });
    expect(refused.code).toBe("READER_BUSY");
  });
});

describe("a completed sale", () => {
  it("is no success where the hold was gone, whoever asks and however often", async () => {
    const till = createTill(shop);
    const { order, payment } = await till.authorize(1000);
    await fetch(`${shop.sandbox.url}/v1/payment_intents/${payment.stripePaymentIntentId}/cancel`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_shop" },
    });

    const refusals = [await refusalOf(till.complete(order.id)), await refusalOf(till.complete(order.id))];
    const completed = await till.order(order.id);

    expect(refusals[0]?.message).toContain("10.00 CHF was not taken");
    expect(refusals).toMatchObject(
      refusals.map(() => ({
        code: "STRIPE_REFUSED",
        extensions: { orderId: order.id, paymentId: payment.id, effect: "POSSIBLE", retryable: false },
      })),
    );
    expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "UNPAID", dueMinor: 1000 });
    expect(actionsOf(completed)).toEqual(["CALL_FOR_HELP"]);
  });

  it("is captured once Stripe is back, however often the capture went unanswered", async () => {
    const till = createTill(shop);
    const stripe = createStripeView(shop);
    const { order, payment } = await till.authorize(1000);
    await stripe.drop({ path: `${payment.stripePaymentIntentId}/capture$`, when: "before", count: 3 });

    await till.complete(order.id);
    const often = "update operations set attempts = 500 where payment_id = $1 and kind = 'CAPTURE_PAYMENT_INTENT'";
    await executeSql(shop.databaseUrl, often, [payment.id]);
    const paid = await until(
      () => till.order(order.id),
      ({ paymentState }) => paymentState === "PAID",
      20_000,
    );

    expect(paid).toMatchObject({ status: "COMPLETED", paidMinor: 1000 });
  });
});
