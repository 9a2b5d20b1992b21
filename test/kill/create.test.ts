import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { RECOVERY_POINTS } from "../../src/operations/checkpoint.js";
import { refusalOf, until } from "../support/till.js";
import { doneAtStripe, handOver, historyOf, leftOf, NOTHING, openScene } from "./scene.js";

it.concurrent.for(RECOVERY_POINTS)(
  "sets one PaymentIntent up, and answers the till's repetition with it, when the server dies %s",
  async (point, { onTestFinished }) => {
    const scene = await openScene({ point, kind: "CREATE_PAYMENT_INTENT" }, onTestFinished);
    const order = await scene.till.openOrder(1000);
    const idempotencyKey = randomUUID();
    await scene.dies(() => scene.till.createIntent(order.id, { idempotencyKey }));
    const tooEarly = await refusalOf(scene.bystander.createIntent(order.id, { idempotencyKey }));

    const till = await scene.restart();
    const { payment } = await till.createIntent(order.id, { idempotencyKey });
    await handOver(till, payment.id);
    await till.presentCard();
    await till.complete(order.id);
    const paid = await until(
      () => till.order(order.id),
      ({ paymentState }) => paymentState === "PAID",
    );

    const intents = await scene.stripe.intentsOf(order.id);
    expect(tooEarly.code).toBe("REQUEST_IN_PROGRESS");
    expect(intents).toMatchObject([{ id: payment.stripePaymentIntentId, status: "succeeded", amount_received: 1000 }]);
    expect(await doneAtStripe(scene, "/payment_intents")).toEqual({ keys: 1, times: 1 });
    expect(paid).toMatchObject({ paidMinor: 1000, overpaidMinor: 0, reservedMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
      "order.completed",
      "payment.updated",
      "payment.succeeded",
    ]);
  },
);
