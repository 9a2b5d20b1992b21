import { describe, it, type TestContext } from "vitest";
import { createStripeView } from "../../support/stripe-view.js";
import { openTestShop } from "../../support/test-shop.js";
import { createTill, decideTwint } from "../../support/till.js";
import { type Break, STEPS } from "./card-stories.js";
import { endOf, PAID_ONCE } from "./paid-once.js";
import { createPatientTill } from "./patient-till.js";

interface Way extends Break {
  webhooks: boolean;
}

/** From three on the tries in one go are over, and recovery has to go on. */
const WAYS: readonly Way[] = [
  { when: "after", count: 1, webhooks: false },
  { when: "before", count: 1, webhooks: false },
  { when: "after", count: 2, webhooks: false },
  { when: "before", count: 2, webhooks: false },
  { when: "after", count: 3, webhooks: false },
  { when: "after", count: 4, webhooks: true },
];

/** Four breaks in a row wait out three back-offs for each of five steps: half a minute of waiting alone. */
const ENOUGH_MS = 90_000;

/** Mostly waiting: each sale has a shop of its own, so that they can wait beside each other. */
async function openShop({ when, count, webhooks }: Way, { onTestFinished }: TestContext) {
  const shop = await openTestShop({ webhooks });
  onTestFinished(() => shop.close());
  const till = createTill(shop);
  const stripe = createStripeView(shop);
  for (const path of Object.values(STEPS)) await stripe.drop({ path, when, count });
  return { till, stripe, patient: createPatientTill(till) };
}

describe.concurrent("a sale in which every request to Stripe breaks off", { timeout: ENOUGH_MS }, () => {
  it.for(WAYS)(
    "takes one charge by card: $count in a row $when the effect, webhooks: $webhooks",
    async (way, context) => {
      const { expect } = context;
      const { till, stripe, patient } = await openShop(way, context);
      const order = await till.openOrder(1050);

      const { payment } = await patient.createIntent(order.id);
      const { actionId } = await patient.process(payment.id);
      await patient.cancelAtReader(payment.id, actionId);
      await patient.process(payment.id);
      await till.presentCard();
      await patient.becomes(payment.id, "REQUIRES_CAPTURE");
      await till.complete(order.id);
      await patient.becomes(payment.id, "SUCCEEDED");

      expect(await endOf({ till, stripe }, order.id)).toEqual(PAID_ONCE);
    },
  );

  it.for(WAYS)(
    "takes one charge by TWINT: $count in a row $when the effect, webhooks: $webhooks",
    async (way, context) => {
      const { expect } = context;
      const { till, stripe, patient } = await openShop(way, context);
      const order = await till.openOrder(1050);

      const { payment } = await patient.createIntent(order.id, { tender: "TWINT" });
      const { redirectUrl } = await patient.confirmTwint(payment.id);
      await decideTwint(redirectUrl, "authorize");
      await patient.becomes(payment.id, "SUCCEEDED");

      expect(await endOf({ till, stripe }, order.id)).toEqual(PAID_ONCE);
    },
  );
});
