import { expect, it } from "vitest";
import { RECOVERY_POINTS } from "../../src/operations/checkpoint.js";
import { refusalOf } from "../support/till.js";
import { doneAtStripe, historyOf, leftOf, NOTHING, openScene } from "./scene.js";

it.concurrent.for(RECOVERY_POINTS)(
  "frees an authorized share for cash only once it is canceled at Stripe, when the server dies %s",
  async (point, { onTestFinished }) => {
    const scene = await openScene({ point, kind: "CANCEL_PAYMENT_INTENT" }, onTestFinished);
    const { order, payment } = await scene.till.authorize(1000);
    await scene.dies(() => scene.till.cancelPayment(payment.id));
    const tooEarly = await refusalOf(scene.bystander.recordCash(order.id, 1000));

    const till = await scene.restart();
    const repeated = await till.cancelPayment(payment.id);
    const { order: paid } = await till.recordCash(order.id, 1000);

    expect(tooEarly.code).toBe("AMOUNT_EXCEEDS_DUE");
    expect(repeated.payment).toMatchObject({ id: payment.id, status: "CANCELED" });
    expect(await scene.stripe.intentsOf(order.id)).toMatchObject([{ status: "canceled", amount_received: 0 }]);
    expect(await doneAtStripe(scene, "/cancel")).toEqual({ keys: 1, times: 1 });
    expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 1000, authorizedMinor: 0, overpaidMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
      "payment.updated",
      "payment.canceled",
      "payment.recorded",
    ]);
  },
);
