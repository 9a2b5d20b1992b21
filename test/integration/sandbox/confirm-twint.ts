import type Stripe from "stripe";

export const RETURN_URL = "https://till.example/return?order=A%201&lane=3#receipt";

/** 42 francs, as far as the page for the customer. */
export function confirmTwint(
  stripe: Stripe,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.PaymentIntent> {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: 4200,
    currency: "chf",
    allowed_payment_method_types: ["twint"],
    payment_method_data: { type: "twint" },
    confirm: true,
    return_url: RETURN_URL,
    ...more,
  };
  return stripe.paymentIntents.create(params, options);
}

export function pageOf(intent: Stripe.PaymentIntent): string {
  return intent.next_action?.redirect_to_url?.url ?? "";
}

/** The customer's click, as the page's form sends it. */
export function choose(intent: Stripe.PaymentIntent, fields: Record<string, string>): Promise<Response> {
  return fetch(pageOf(intent), { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
}

/** Approved, with the money there at once. */
export async function payByTwint(
  stripe: Stripe,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.PaymentIntent> {
  const intent = await confirmTwint(stripe, more, options);
  await choose(intent, { outcome: "authorize", settle: "now" });
  return intent;
}
