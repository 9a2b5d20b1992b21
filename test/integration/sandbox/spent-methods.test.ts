import { expect, it } from "vitest";

import { confirmTwint, payByTwint } from "./confirm-twint.js";
import { errorOf, openSandbox } from "./open-sandbox.js";
import { payOnline } from "./pay-online.js";

it("lets a card that belongs to nobody pay once", async () => {
  const { stripe } = await openSandbox();
  const { id: payment_method } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
  await payOnline(stripe, { payment_method });

  const again = await errorOf(payOnline(stripe, { payment_method }));

  expect(again).toMatchObject({ type: "invalid_request_error", statusCode: 400 });
  expect(again["message"]).toContain("was previously used with a PaymentIntent without Customer attachment");
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

it("lets a customer's card pay as often as it likes", async () => {
  const { stripe } = await openSandbox();
  const { id: payment_method } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
  const { id: customer } = await stripe.customers.create();
  await stripe.paymentMethods.attach(payment_method, { customer });

  const paid = [
    await payOnline(stripe, { customer, payment_method }),
    await payOnline(stripe, { customer, payment_method }),
  ];

  expect(paid.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
});

it("takes no TWINT that has paid for another payment", async () => {
  const { stripe } = await openSandbox();
  const { id } = await payByTwint(stripe);
  const { payment_method } = await stripe.paymentIntents.retrieve(id);
  const { payment_method: fresh } = await confirmTwint(stripe);

  const spent = await errorOf(stripe.paymentIntents.create(twintWith(payment_method as string)));
  const made = await stripe.paymentIntents.create(twintWith(fresh as string));

  expect(spent).toHaveProperty("param", "payment_method");
  expect(made.status).toBe("requires_confirmation");
});

function twintWith(payment_method: string) {
  return { amount: 100, currency: "chf", allowed_payment_method_types: ["twint" as const], payment_method };
}
