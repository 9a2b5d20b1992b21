import type { Command, CreatePaymentIntent } from "../../src/domain/command.js";

const ADDRESS = {
  line1: "Bahnhofstrasse 1",
  line2: "2. Stock",
  city: "Zürich",
  postalCode: "8001",
  state: "ZH",
  country: "CH",
};

const CREATE: CreatePaymentIntent = {
  kind: "CREATE_PAYMENT_INTENT",
  paymentId: "pay_1",
  orderId: "ord_1",
  orderReference: "Table 4",
  tender: "CARD_PRESENT",
  amountMinor: 2000,
  currency: "CHF",
  captureMethod: "MANUAL",
  customerId: "cus_1",
  applicationFeeMinor: 100,
};

/** Each command with all that it can carry, and with nothing that it can leave out. */
export const COMMANDS: readonly Command[] = [
  CREATE,
  { ...CREATE, captureMethod: "MANUAL_PREFERRED", customerId: null, applicationFeeMinor: null },
  { ...CREATE, captureMethod: "AUTOMATIC", currency: "EUR" },
  { ...CREATE, tender: "TWINT", customerId: null },
  { kind: "UPDATE_PAYMENT_INTENT", paymentIntentId: "pi_1", amountMinor: 1500, applicationFeeMinor: 5 },
  { kind: "UPDATE_PAYMENT_INTENT", paymentIntentId: "pi_1", amountMinor: null, applicationFeeMinor: null },
  { kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: "pi_1" },
  { kind: "CAPTURE_PAYMENT_INTENT", paymentIntentId: "pi_1", amountToCaptureMinor: 1500, applicationFeeMinor: 5 },
  { kind: "CAPTURE_PAYMENT_INTENT", paymentIntentId: "pi_1", amountToCaptureMinor: 1500, applicationFeeMinor: null },
  {
    kind: "CONFIRM_TWINT",
    paymentIntentId: "pi_1",
    returnUrl: "https://till.example/back",
    billingDetails: { name: "A", email: "a@b.ch", phone: "+41440000000", address: ADDRESS },
  },
  {
    kind: "CONFIRM_TWINT",
    paymentIntentId: "pi_1",
    returnUrl: "https://till.example/back",
    billingDetails: { name: null, email: null, phone: null, address: null },
  },
  { kind: "CONFIRM_TWINT", paymentIntentId: "pi_1", returnUrl: "https://till.example/back", billingDetails: null },
  {
    kind: "PROCESS_PAYMENT_INTENT",
    stripeReaderId: "tmr_1",
    paymentIntentId: "pi_1",
    enableCustomerCancellation: true,
    skipTipping: true,
    tipEligibleMinor: null,
    allowRedisplay: "LIMITED",
  },
  {
    kind: "PROCESS_PAYMENT_INTENT",
    stripeReaderId: "tmr_1",
    paymentIntentId: "pi_1",
    enableCustomerCancellation: false,
    skipTipping: null,
    tipEligibleMinor: 1500,
    allowRedisplay: null,
  },
  { kind: "CANCEL_READER_ACTION", stripeReaderId: "tmr_1" },
  { kind: "CREATE_LOCATION", displayName: "Shop", address: ADDRESS, timeZone: "Europe/Zurich" },
  {
    kind: "REGISTER_READER",
    registrationCode: "simulated-wpe",
    stripeLocationId: "tml_1",
    label: "Till",
    metadata: { a: "1" },
  },
  { kind: "REGISTER_READER", registrationCode: "simulated-wpe", stripeLocationId: "tml_1", label: null, metadata: {} },
];
