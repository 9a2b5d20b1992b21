import { canceled, CARD_CHF, charge, held, intent, reader, type GoldenRow, CARD_USD } from "./golden-row.js";

const UNEXPECTED = "payment_intent_unexpected_state";
const WITH_INTENT = "code, doc_url, message, payment_intent, request_log_url, type";
const UNCODED = "message, request_log_url, type";
const CODED = "code, doc_url, message, request_log_url, type";

/** Facts 2 and 4.6, the rows about what things are like when a request arrives. */
export const STATE_ROWS: readonly GoldenRow[] = [
  {
    situation: "capture in the wrong state",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "This PaymentIntent could not be captured because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.",
    given: (ask) => intent(ask),
    request: ["POST /v1/payment_intents/{id}/capture"],
  },
  {
    situation: "capture of what was captured whole",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "This PaymentIntent could not be captured because it has a status of succeeded. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.",
    given: (ask) => intent(ask, CARD_CHF),
    request: ["POST /v1/payment_intents/{id}/capture"],
  },
  {
    situation: "second capture after a partial one",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.",
    given: async (ask) => {
      const id = await held(ask);
      await ask(`POST /v1/payment_intents/${id}/capture`, "amount_to_capture=1000");
      return id;
    },
    request: ["POST /v1/payment_intents/{id}/capture"],
  },
  {
    situation: "capture of more than is held",
    status: 400,
    keys: WITH_INTENT,
    code: "amount_too_large",
    message:
      "The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for help.",
    given: held,
    request: ["POST /v1/payment_intents/{id}/capture", "amount_to_capture=2501"],
  },
  {
    situation: "capture of zero",
    status: 400,
    keys: "code, doc_url, message, param, payment_intent, request_log_url, type",
    code: "parameter_invalid_integer",
    param: "amount",
    message: "This value must be greater than or equal to 1.",
    given: held,
    request: ["POST /v1/payment_intents/{id}/capture", "amount_to_capture=0"],
  },
  {
    situation: "capture of less than zero",
    status: 400,
    keys: "message, param, payment_intent, request_log_url, type",
    param: "amount_to_capture",
    message: "Invalid non-negative integer",
    given: held,
    request: ["POST /v1/payment_intents/{id}/capture", "amount_to_capture=-1"],
  },
  {
    situation: "second cancel",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "You cannot cancel this PaymentIntent because it has a status of canceled. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.",
    given: canceled,
    request: ["POST /v1/payment_intents/{id}/cancel"],
  },
  {
    situation: "new amount in the wrong state",
    status: 400,
    keys: "code, doc_url, message, param, payment_intent, request_log_url, type",
    code: UNEXPECTED,
    param: "amount",
    message:
      "This PaymentIntent's amount could not be updated because it has a status of succeeded. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    given: (ask) => intent(ask, CARD_CHF),
    request: ["POST /v1/payment_intents/{id}", "amount=3000"],
  },
  {
    situation: "confirm without a payment method",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    given: (ask) => intent(ask),
    request: ["POST /v1/payment_intents/{id}/confirm"],
  },
  {
    situation: "confirm without a payment method, for a customer",
    status: 400,
    keys: WITH_INTENT,
    code: UNEXPECTED,
    message:
      "You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with {id}, specify a payment method attached to this customer along with the customer ID.",
    given: async (ask) => {
      const customer = String((await ask("POST /v1/customers"))["id"]);
      return `${customer} ${await intent(ask, `amount=2000&currency=chf&customer=${customer}`)}`;
    },
    request: ["POST /v1/payment_intents/{last}/confirm"],
  },
  {
    situation: "payment method of a customer whom the intent doesn't name",
    status: 400,
    keys: "code, doc_url, message, param, payment_intent, request_log_url, type",
    code: "parameter_missing",
    param: "source",
    message:
      "The `payment_method` parameter supplied {last} belongs to the Customer {id}. Please include the Customer in the `customer` parameter on the PaymentIntent.",
    given: async (ask) => {
      const customer = String((await ask("POST /v1/customers", "payment_method=pm_card_visa"))["id"]);
      const { data } = await ask(`GET /v1/customers/${customer}/payment_methods`);
      const [method] = data as readonly { readonly id: string }[];
      return `${customer} ${await intent(ask, "amount=2000&currency=chf&allowed_payment_method_types[]=card")} ${method?.id ?? ""}`;
    },
    request: ["POST /v1/payment_intents/{second}/confirm", "payment_method={last}"],
  },
  {
    situation: "unknown parameters of a command to an intent",
    status: 400,
    keys: "code, doc_url, message, param, payment_intent, request_log_url, type",
    code: "parameter_unknown",
    param: "amount",
    message: "Received unknown parameters: amount, currency",
    given: canceled,
    request: ["POST /v1/payment_intents/{id}/cancel", "amount=1&currency=chf"],
  },
  {
    situation: "refund of a charge that was refunded whole",
    status: 400,
    keys: CODED,
    code: "charge_already_refunded",
    message: "Charge {id} has already been refunded.",
    given: async (ask) => {
      const id = await charge(ask);
      await ask("POST /v1/refunds", `charge=${id}`);
      return id;
    },
    request: ["POST /v1/refunds", "charge={id}"],
  },
  {
    situation: "refund of more than is left",
    status: 400,
    keys: "message, param, request_log_url, type",
    param: "amount",
    message: "Refund amount ($30.00) is greater than unrefunded amount on charge ($25.00)",
    given: async (ask) => {
      const id = await charge(ask, CARD_USD.replace("amount=2500", "amount=5000"));
      await ask("POST /v1/refunds", `charge=${id}&amount=2500`);
      return id;
    },
    request: ["POST /v1/refunds", "charge={id}&amount=3000"],
  },
  {
    situation: "refund of an uncaptured charge",
    status: 400,
    keys: UNCODED,
    message:
      "This uncaptured Charge was created by a PaymentIntent ({id}). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method",
    given: held,
    request: ["POST /v1/refunds", "payment_intent={id}"],
  },
  {
    situation: "cancel of an ordinary refund",
    status: 400,
    keys: UNCODED,
    message: "Canceling this refund is unsupported.",
    given: async (ask) => String((await ask("POST /v1/refunds", `charge=${await charge(ask)}`))["id"]),
    request: ["POST /v1/refunds/{id}/cancel"],
  },
  {
    situation: "same idempotency key, other parameters",
    status: 400,
    keys: UNCODED,
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'k-1' if you meant to execute a different request.",
    given: (ask) =>
      ask("POST /v1/payment_intents", "amount=2000&currency=chf", { "idempotency-key": "k-1" }).then(String),
    request: ["POST /v1/payment_intents", "amount=2001&currency=chf", { "idempotency-key": "k-1" }],
  },
  {
    situation: "command to a reader that is offline",
    status: 400,
    keys: CODED,
    code: "terminal_reader_offline",
    message:
      "Reader is currently offline, please ensure the reader is powered on and connected to the internet before retrying your request.",
    given: async (ask, control) => {
      const id = await reader(ask);
      await control(`readers/${id}`, { network: "offline" });
      return id;
    },
    request: ["POST /v1/terminal/readers/{id}/cancel_action"],
  },
  {
    situation: "command that the reader does not acknowledge",
    status: 400,
    keys: CODED,
    code: "terminal_reader_timeout",
    message: "There was a timeout when sending this command to the reader.",
    given: async (ask, control) => {
      const id = await reader(ask);
      await control(`readers/${id}`, { timeouts: 1 });
      return id;
    },
    request: ["POST /v1/terminal/readers/{id}/cancel_action"],
  },
];
