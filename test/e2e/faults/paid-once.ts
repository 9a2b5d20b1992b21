import type { StripeView } from "../../support/stripe-view.js";
import type { Till } from "../../support/till.js";

/** The one right end of every story: one PaymentIntent, one charge, and the order paid. */
export const PAID_ONCE = {
  intents: [{ status: "succeeded", receivedMinor: 1050 }],
  charges: [{ captured: true, capturedMinor: 1050 }],
  order: { paymentState: "PAID", paidMinor: 1050, reservedMinor: 0, authorizedMinor: 0 },
};

/** What an order came to, here and at Stripe. */
export async function endOf({ till, stripe }: { till: Till; stripe: StripeView }, orderId: string) {
  const intents = await stripe.intentsOf(orderId);
  const charges = (await Promise.all(intents.map(({ id }) => stripe.chargesOf(id)))).flat();
  const { paymentState, paidMinor, reservedMinor, authorizedMinor } = await till.order(orderId);
  return {
    intents: intents.map(({ status, amount_received: receivedMinor }) => ({ status, receivedMinor })),
    charges: charges.map(({ captured, amount_captured: capturedMinor }) => ({ captured, capturedMinor })),
    order: { paymentState, paidMinor, reservedMinor, authorizedMinor },
  };
}
