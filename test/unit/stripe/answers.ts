import type { Stripe } from "stripe";

/** Answers in the shape Stripe really gives; only what a test is about needs to be said. */
export function chargeAnswer(fields: Record<string, unknown> = {}): Stripe.Charge {
  const charge = {
    id: "ch_1",
    object: "charge",
    created: 1_790_000_010,
    amount_refunded: 0,
    status: "succeeded",
    payment_method_details: { type: "card_present", card_present: cardPresentAnswer() },
    ...fields,
  };
  return charge as unknown as Stripe.Charge;
}

export function cardPresentAnswer(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    brand: "visa",
    last4: "4242",
    funding: "credit",
    country: "US",
    exp_month: 12,
    exp_year: 2034,
    network: "visa",
    read_method: "contactless_emv",
    generated_card: null,
    capture_before: 1_790_172_810,
    incremental_authorization_supported: false,
    overcapture_supported: false,
    ...fields,
  };
}

export function intentAnswer(fields: Record<string, unknown> = {}): Stripe.PaymentIntent {
  const intent = {
    id: "pi_1",
    object: "payment_intent",
    amount: 1250,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application_fee_amount: null,
    client_secret: "pi_1_secret_abcdefghijklmnopqrstuvwxy",
    created: 1_790_000_000,
    currency: "chf",
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    status: "requires_payment_method",
    ...fields,
  };
  return intent as unknown as Stripe.PaymentIntent;
}

export function readerAnswer(fields: Record<string, unknown> = {}): Stripe.Terminal.Reader {
  const reader = {
    id: "tmr_1",
    object: "terminal.reader",
    action: null,
    device_type: "simulated_wisepos_e",
    label: "Bar",
    last_seen_at: 1_790_000_000_123,
    livemode: false,
    serial_number: "simulated-wpe-1",
    status: "online",
    ...fields,
  };
  return reader as unknown as Stripe.Terminal.Reader;
}
