import { afterEach, beforeAll, expect, it } from "vitest";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { type TestShopOptions, useTestShop } from "../../support/test-shop.js";
import { createTill, decideTwint, type Till } from "../../support/till.js";
import { endOf, PAID_ONCE } from "./paid-once.js";
import { createPatientTill } from "./patient-till.js";

/** The requests at which the connection breaks, as Stripe sees them. */
export const STEPS = {
  create: "^/v1/payment_intents$",
  process: "/process_payment_intent$",
  capture: "/capture$",
  cancel: "^/v1/payment_intents/[^/]+/cancel$",
  cancelAction: "/cancel_action$",
  confirm: "/confirm$",
} as const;

export interface Break {
  when: "before" | "after";
  count: number;
}

/** The same stories in a shop of their own, told once for each way the connection breaks at one step. */
export function tellStories(options: TestShopOptions, breaks: readonly Break[]): void {
  const shop = useTestShop(options);
  let till: Till;
  let patient: ReturnType<typeof createPatientTill>;
  let stripe: StripeView;
  beforeAll(() => {
    till = createTill(shop);
    patient = createPatientTill(till);
    stripe = createStripeView(shop);
  });
  afterEach(() => stripe.clearFaults());

  const sale = async (step: "create" | "process" | "capture", { when, count }: Break) => {
    await stripe.drop({ path: STEPS[step], when, count });
    const order = await till.openOrder(1050);
    const { payment } = await patient.createIntent(order.id);
    await patient.process(payment.id);
    await till.presentCard();
    await patient.becomes(payment.id, "REQUIRES_CAPTURE");
    await till.complete(order.id);
    await patient.becomes(payment.id, "SUCCEEDED");
    return order.id;
  };

  for (const each of breaks) {
    const how = `${each.when} the effect, ${each.count} in a row`;

    it(`sets up one PaymentIntent and takes one charge when creating breaks off ${how}`, async () => {
      expect(await endOf({ till, stripe }, await sale("create", each))).toEqual(PAID_ONCE);
    });

    it(`takes one charge when the hand-over to the reader breaks off ${how}`, async () => {
      expect(await endOf({ till, stripe }, await sale("process", each))).toEqual(PAID_ONCE);
    });

    it(`takes one charge when the capture breaks off ${how}`, async () => {
      expect(await endOf({ till, stripe }, await sale("capture", each))).toEqual(PAID_ONCE);
    });

    it(`frees the order's money for cash when the cancel of an intent breaks off ${how}`, async () => {
      const { order, payment } = await till.authorize(1050);
      await stripe.drop({ path: STEPS.cancel, ...each });

      await till.cancelPayment(payment.id);
      await patient.becomes(payment.id, "CANCELED");
      const { order: paid } = await till.recordCash(order.id, 1050);

      const intents = await stripe.intentsOf(order.id);
      expect(intents).toMatchObject([{ status: "canceled", amount_received: 0 }]);
      expect(paid).toMatchObject({ paymentState: "PAID", paidMinor: 1050, reservedMinor: 0, authorizedMinor: 0 });
    });

    it(`goes on with the same intent when the cancel at the reader breaks off ${how}`, async () => {
      const order = await till.openOrder(1050);
      const { payment } = await till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
      const { action } = await till.process(payment.id);
      await stripe.drop({ path: STEPS.cancelAction, ...each });

      await patient.cancelAtReader(payment.id, action?.id ?? "");
      await patient.process(payment.id);
      await till.presentCard();
      await patient.becomes(payment.id, "SUCCEEDED");

      expect(await endOf({ till, stripe }, order.id)).toEqual(PAID_ONCE);
    });

    it(`takes one charge by TWINT when the confirmation breaks off ${how}`, async () => {
      const order = await till.openOrder(1050);
      const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
      await stripe.drop({ path: STEPS.confirm, ...each });

      const { redirectUrl } = await patient.confirmTwint(payment.id);
      await decideTwint(redirectUrl, "authorize");
      await patient.becomes(payment.id, "SUCCEEDED");

      expect(await endOf({ till, stripe }, order.id)).toEqual(PAID_ONCE);
    });
  }
}
