import { describe, expect, it } from "vitest";
import type { CreatePaymentIntent, ProcessPaymentIntent } from "../../../src/domain/command.js";
import { renderCommand } from "../../../src/stripe/commands/render-command.js";

const CREATE: CreatePaymentIntent = {
  kind: "CREATE_PAYMENT_INTENT",
  paymentId: "pay_1",
  orderId: "ord_1",
  orderReference: "T-17",
  tender: "CARD_PRESENT",
  amountMinor: 1250,
  currency: "CHF",
  captureMethod: "MANUAL",
  customerId: null,
  applicationFeeMinor: null,
};
const CREATED = {
  amount: 1250,
  currency: "chf",
  metadata: { tillgraph_payment_id: "pay_1", tillgraph_order_id: "ord_1", order_reference: "T-17" },
  expand: ["latest_charge"],
};
const PROCESS: ProcessPaymentIntent = {
  kind: "PROCESS_PAYMENT_INTENT",
  stripeReaderId: "tmr_1",
  paymentIntentId: "pi_1",
  enableCustomerCancellation: true,
  skipTipping: null,
  tipEligibleMinor: null,
  allowRedisplay: null,
};

describe("what goes over the wire for a PaymentIntent", () => {
  it("creates a card payment that is held until it is captured, findable by our ids", () => {
    expect(renderCommand(CREATE)).toStrictEqual({
      method: "POST",
      path: "/v1/payment_intents",
      params: { ...CREATED, allowed_payment_method_types: ["card_present"], capture_method: "manual" },
    });
  });

  it("never sends the old name of the payment method types, which Stripe refuses", () => {
    expect(renderCommand(CREATE).params).not.toHaveProperty("payment_method_types");
  });

  it("creates a card payment that is taken at once", () => {
    expect(renderCommand({ ...CREATE, captureMethod: "AUTOMATIC" }).params).toStrictEqual({
      ...CREATED,
      allowed_payment_method_types: ["card_present"],
      capture_method: "automatic",
    });
  });

  it("prefers to hold a card payment where the card allows it", () => {
    expect(renderCommand({ ...CREATE, captureMethod: "MANUAL_PREFERRED" }).params).toStrictEqual({
      ...CREATED,
      allowed_payment_method_types: ["card_present"],
      capture_method: "automatic",
      payment_method_options: { card_present: { capture_method: "manual_preferred" } },
    });
  });

  it("takes TWINT at once, whatever capture was asked for, since TWINT can't be held", () => {
    expect(renderCommand({ ...CREATE, tender: "TWINT" }).params).toStrictEqual({
      ...CREATED,
      allowed_payment_method_types: ["twint"],
      capture_method: "automatic",
    });
  });

  it("passes the customer and the application fee on, a fee of 0 too", () => {
    expect(renderCommand({ ...CREATE, customerId: "cus_1", applicationFeeMinor: 0 }).params).toMatchObject({
      customer: "cus_1",
      application_fee_amount: 0,
    });
  });

  it("updates only what is given", () => {
    const update = { kind: "UPDATE_PAYMENT_INTENT", paymentIntentId: "pi_1" } as const;

    expect(renderCommand({ ...update, amountMinor: 900, applicationFeeMinor: null })).toStrictEqual({
      method: "POST",
      path: "/v1/payment_intents/pi_1",
      params: { amount: 900, expand: ["latest_charge"] },
    });
    expect(renderCommand({ ...update, amountMinor: null, applicationFeeMinor: 10 }).params).toStrictEqual({
      application_fee_amount: 10,
      expand: ["latest_charge"],
    });
  });

  it("captures exactly the amount that is due", () => {
    const capture = { kind: "CAPTURE_PAYMENT_INTENT", paymentIntentId: "pi_1", amountToCaptureMinor: 1250 } as const;

    expect(renderCommand({ ...capture, applicationFeeMinor: 30 })).toStrictEqual({
      method: "POST",
      path: "/v1/payment_intents/pi_1/capture",
      params: { amount_to_capture: 1250, application_fee_amount: 30, expand: ["latest_charge"] },
    });
  });

  it("cancels", () => {
    expect(renderCommand({ kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: "pi_1" })).toStrictEqual({
      method: "POST",
      path: "/v1/payment_intents/pi_1/cancel",
      params: { expand: ["latest_charge"] },
    });
  });

  it("confirms TWINT with our return URL", () => {
    const confirm = { kind: "CONFIRM_TWINT", paymentIntentId: "pi_1", returnUrl: "https://till.test/r" } as const;

    expect(renderCommand({ ...confirm, billingDetails: null })).toStrictEqual({
      method: "POST",
      path: "/v1/payment_intents/pi_1/confirm",
      params: {
        payment_method_data: { type: "twint" },
        return_url: "https://till.test/r",
        expand: ["latest_charge"],
      },
    });
  });

  it("confirms TWINT with the billing details that are known, and no empty ones", () => {
    const address = { line1: "Weg 1", line2: null, city: "Bern", state: null, postalCode: "3000", country: "CH" };
    const billingDetails = { name: "A. Muster", email: null, phone: null, address };
    const confirm = { kind: "CONFIRM_TWINT", paymentIntentId: "pi_1", returnUrl: "https://till.test/r" } as const;

    expect(renderCommand({ ...confirm, billingDetails }).params["payment_method_data"]).toStrictEqual({
      type: "twint",
      billing_details: {
        name: "A. Muster",
        address: { country: "CH", line1: "Weg 1", city: "Bern", postal_code: "3000" },
      },
    });
  });

  it("can't be led to another path by an id", () => {
    expect(renderCommand({ kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: "pi_1/../x?y" }).path).toBe(
      "/v1/payment_intents/pi_1%2F..%2Fx%3Fy/cancel",
    );
  });
});

describe("what goes over the wire for a reader", () => {
  it("hands a PaymentIntent to a reader, with the customer's cancel button said in so many words", () => {
    expect(renderCommand(PROCESS)).toStrictEqual({
      method: "POST",
      path: "/v1/terminal/readers/tmr_1/process_payment_intent",
      params: { payment_intent: "pi_1", process_config: { enable_customer_cancellation: true } },
    });
  });

  it("passes on tipping and the card's later use where they are given", () => {
    const wishes = { enableCustomerCancellation: false, skipTipping: false, tipEligibleMinor: 0 };

    expect(renderCommand({ ...PROCESS, ...wishes, allowRedisplay: "LIMITED" }).params["process_config"]).toStrictEqual({
      enable_customer_cancellation: false,
      skip_tipping: false,
      tipping: { amount_eligible: 0 },
      allow_redisplay: "limited",
    });
  });

  it("frees a reader", () => {
    expect(renderCommand({ kind: "CANCEL_READER_ACTION", stripeReaderId: "tmr_1" })).toStrictEqual({
      method: "POST",
      path: "/v1/terminal/readers/tmr_1/cancel_action",
      params: {},
    });
  });

  it("registers a reader under its label at its location", () => {
    const register = { kind: "REGISTER_READER", registrationCode: "simulated-wpe", stripeLocationId: "tml_1" } as const;

    expect(renderCommand({ ...register, label: "Bar", metadata: { till: "1" } })).toStrictEqual({
      method: "POST",
      path: "/v1/terminal/readers",
      params: { registration_code: "simulated-wpe", location: "tml_1", label: "Bar", metadata: { till: "1" } },
    });
  });

  it("creates a location that remembers its time zone", () => {
    const address = { line1: "Weg 1", line2: null, city: "Bern", state: null, postalCode: "3000", country: "CH" };
    const create = { kind: "CREATE_LOCATION", displayName: "Shop", timeZone: "Europe/Zurich" } as const;

    expect(renderCommand({ ...create, address })).toStrictEqual({
      method: "POST",
      path: "/v1/terminal/locations",
      params: {
        display_name: "Shop",
        address: { country: "CH", line1: "Weg 1", city: "Bern", postal_code: "3000" },
        metadata: { time_zone: "Europe/Zurich" },
      },
    });
  });
});
