import type Stripe from "stripe";

import { openSandbox, type OpenSandbox } from "./open-sandbox.js";

type Params = Partial<Stripe.PaymentIntentCreateParams>;

/** 20 francs by an online card, taken and booked at once. */
export function payOnline(
  stripe: Stripe,
  more: Params = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.PaymentIntent> {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 2000,
    currency: "chf",
    allowed_payment_method_types: ["card"],
    capture_method: "automatic",
    confirm: true,
    payment_method: "pm_card_visa",
    ...more,
  };
  return stripe.paymentIntents.create(params, options);
}

/** The same, up to its charge. */
export async function chargeOnline(
  stripe: Stripe,
  more: Params = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.Charge> {
  const { latest_charge: id } = await payOnline(stripe, more, options);
  return stripe.charges.retrieve(id as string, {}, options);
}

/** Paid and given back, all of it or what is said. */
export async function refundOnline(
  open: OpenSandbox,
  refund: Stripe.RefundCreateParams,
  more = {},
): Promise<Stripe.Refund> {
  const { id } = await payOnline(open.stripe, more);
  return open.stripe.refunds.create({ payment_intent: id, ...refund });
}

/** A sandbox whose clock stands still. */
export async function openFrozen(): Promise<OpenSandbox> {
  const open = await openSandbox();
  await open.control("POST", "clock", { freeze: true });
  return open;
}
