import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrderTimelineDocument, ReaderDocument } from "../../support/generated/operations.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till, until } from "../../support/till.js";
import { refreshPayment } from "../../../src/operations/refresh-payment.js";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import { workInbox } from "../../../src/jobs/work-inbox.js";
import { race } from "./hold-orders.js";

describe("a change at Stripe that several ways bring to us at the same moment", () => {
  const shop = useTestShop({ webhooks: true, jobs: false });
  let till: Till;
  let stripe: StripeView;
  let stripeReaderId = "";
  let sql: postgres.Sql;
  afterAll(() => sql.end({ timeout: 1 }));
  beforeAll(async () => {
    sql = postgres(shop.databaseUrl, { max: 1, fetch_types: false });
    till = createTill(shop);
    stripe = createStripeView(shop);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = reader?.stripeReaderId ?? "";
  });
  const at = (orderId: string) => ({ databaseUrl: shop.databaseUrl, orderIds: [orderId] });
  const historyOf = async (id: string) => {
    const { order } = await shop.client("TEST").request(OrderTimelineDocument, { id, first: 100 });
    return (order?.timeline?.nodes ?? []).map(({ type }) => type);
  };
  const presentCard = () =>
    shop.app.deps.gateway.presentPaymentMethod({ stripeReaderId, number: null, interac: false, tipMinor: null }, null);
  const eventsStored = (paymentIntentId: string, type: string) =>
    until(
      async () => {
        const rows = await sql`
          select 1 from webhook_inbox where payment_intent_id = ${paymentIntentId} and type = ${type}`;
        return rows.length;
      },
      (count) => count > 0,
    );

  it("is written into the history once: an authorization by webhook, watcher and recheck", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    await workInbox.runOnce(shop.app.deps);
    await presentCard();
    await eventsStored(payment.stripePaymentIntentId ?? "", "payment_intent.amount_capturable_updated");

    await race<unknown>(
      at(order.id),
      () => workInbox.runOnce(shop.app.deps),
      () => watchActions.runOnce(shop.app.deps),
      () => till.recheck(payment.id),
    );

    expect(await historyOf(order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
    ]);
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, paymentState: "AUTHORIZED" });
  });

  it("is written into the history once: a capture by its own answer and by looks that were under way", async () => {
    const { order, payment } = await till.authorize(1000);
    const look = () => refreshPayment(shop.app.deps, payment.id, { actor: "stripe" });
    // Stripe captured, and its answer is on the way while everyone looks.
    await shop.control("faults", { method: "POST", path: "/capture$", kind: "delay", when: "after", delay_ms: 300 });
    const capture = till.capture(payment.id);
    await until(
      () => stripe.intentsOf(order.id),
      ([intent]) => intent?.status === "succeeded",
    );

    await race<unknown>(at(order.id), look, look, look);
    await capture;

    const history = await historyOf(order.id);
    expect(history.filter((type) => type === "payment.succeeded")).toHaveLength(1);
    expect(await till.order(order.id)).toMatchObject({ paidMinor: 1000, authorizedMinor: 0, paymentState: "PAID" });
  });

  it("counts one decline once, and the same card declined again as another", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await till.process(payment.id);
      await shop.app.deps.gateway.presentPaymentMethod(
        { stripeReaderId, number: "4000000000000002", interac: false, tipMinor: null },
        null,
      );
      const look = () => refreshPayment(shop.app.deps, payment.id, { actor: "stripe" });
      await race<unknown>(at(order.id), look, look, () => till.recheck(payment.id));
    }

    const history = await historyOf(order.id);
    expect(history.filter((type) => type === "payment.declined")).toHaveLength(2);
    expect(history.filter((type) => type === "action.failed")).toHaveLength(2);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_PAYMENT_METHOD");
  });

  it("is not undone by a look that began before it and is recorded after it", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    const { gateway } = shop.app.deps;
    const slow: typeof gateway = {
      ...gateway,
      async readPaymentIntent(...asked) {
        const seenBefore = await gateway.readPaymentIntent(...asked);
        await till.presentCard();
        return seenBefore;
      },
    };

    await refreshPayment({ ...shop.app.deps, gateway: slow }, payment.id, { actor: "stripe" });

    expect(await till.payment(payment.id)).toMatchObject({
      status: "REQUIRES_CAPTURE",
      amountCapturableMinor: 1000,
      actions: [{ state: "SUCCEEDED" }],
    });
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, reservedMinor: 0 });
  });
});
