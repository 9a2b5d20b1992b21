import { expect, it } from "vitest";
import { RECOVERY_POINTS } from "../../src/operations/checkpoint.js";
import { decideTwint, refusalOf, until } from "../support/till.js";
import { doneAtStripe, historyOf, leftOf, NOTHING, openScene } from "./scene.js";

it.concurrent.for(RECOVERY_POINTS)(
  "opens one TWINT page, which the till gets when it asks again, when the server dies %s",
  async (point, { onTestFinished }) => {
    const scene = await openScene({ point, kind: "CONFIRM_TWINT" }, onTestFinished);
    const order = await scene.till.openOrder(1000);
    const { payment } = await scene.till.createIntent(order.id, { tender: "TWINT" });
    await scene.dies(() => scene.till.confirmTwint(payment.id));
    const tooEarly = await refusalOf(scene.bystander.recordCash(order.id, 1000));

    const till = await scene.restart();
    const { redirectUrl } = await till.confirmTwint(payment.id);
    await decideTwint(redirectUrl, "authorize");
    await until(
      () => till.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
    );

    expect(tooEarly.code).toBe("PAYMENT_IN_PROGRESS");
    expect(await scene.stripe.intentsOf(order.id)).toMatchObject([{ status: "succeeded", amount_received: 1000 }]);
    expect(await doneAtStripe(scene, "/confirm")).toEqual({ keys: 1, times: 1 });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, overpaidMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.acknowledged",
      "payment.changed",
      "payment.succeeded",
      "action.succeeded",
    ]);
  },
);
