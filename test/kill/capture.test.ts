import { expect, it } from "vitest";
import { RECOVERY_POINTS } from "../../src/operations/checkpoint.js";
import { doneAtStripe, historyOf, leftOf, NOTHING, openScene } from "./scene.js";

it.concurrent.for(RECOVERY_POINTS)(
  "takes authorized money once when the server dies %s",
  async (point, { onTestFinished }) => {
    const scene = await openScene({ point, kind: "CAPTURE_PAYMENT_INTENT" }, onTestFinished);
    const { order, payment } = await scene.till.authorize(1000);
    await scene.dies(() => scene.till.capture(payment.id));
    const meanwhile = await scene.bystander.order(order.id);

    const till = await scene.restart();
    const repeated = await till.capture(payment.id);

    const [charge] = await scene.stripe.chargesOf(payment.stripePaymentIntentId ?? "");
    expect(meanwhile).toMatchObject({ authorizedMinor: 1000, paidMinor: 0, chargeableMinor: 0 });
    expect(repeated.payment).toMatchObject({ id: payment.id, status: "SUCCEEDED", amountReceivedMinor: 1000 });
    expect(charge).toMatchObject({ captured: true, amount_captured: 1000 });
    expect(await doneAtStripe(scene, "/capture")).toEqual({ keys: 1, times: 1 });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, overpaidMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
      "payment.updated",
      "payment.succeeded",
    ]);
  },
);
