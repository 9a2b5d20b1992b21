import { canceled, reader, type ChosenRow } from "./golden-row.js";

const PLAIN = "code, doc_url, message, param, request_log_url, type";

/** Rows of facts 2 whose words (or more) are not known: what the sandbox says is its own choice, and listed as such. */
export const CHOSEN_ROWS: readonly ChosenRow[] = [
  {
    situation: "wrong type",
    unknownAtStripe: "param",
    status: 400,
    keys: "message, param, request_log_url, type",
    param: "description",
    message: 'Invalid string: {"a":"1"}',
    request: ["POST /v1/payment_intents", "amount=2000&currency=chf&description[a]=1"],
  },
  {
    situation: "unknown reader",
    unknownAtStripe: "param",
    status: 404,
    keys: PLAIN,
    code: "resource_missing",
    param: "reader",
    message: "No such terminal.reader: 'tmr_nope'",
    request: ["GET /v1/terminal/readers/tmr_nope"],
  },
  {
    situation: "reader given an intent in another state",
    unknownAtStripe: "status",
    status: 400,
    keys: "code, doc_url, message, request_log_url, type",
    code: "intent_invalid_state",
    docUrl: "https://docs.stripe.com/error-codes#intent-invalid-state",
    message: "Payment intent must be in the requires_payment_method state to be processed by a reader.",
    given: async (ask) => `${await reader(ask)} ${await canceled(ask)}`,
    request: ["POST /v1/terminal/readers/{id}/process_payment_intent", "payment_intent={id}"],
  },
  {
    situation: "reader that is busy",
    unknownAtStripe: "text and status",
    status: 400,
    keys: "code, doc_url, message, request_log_url, type",
    code: "terminal_reader_busy",
    message:
      "Reader is currently busy processing another request. Please reference the integration guide at https://stripe.com/docs/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven#handle-errors for details on how to handle this error.",
    given: async (ask, control) => {
      const id = await reader(ask);
      await control(`readers/${id}`, { busy: true });
      return id;
    },
    request: ["POST /v1/terminal/readers/{id}/cancel_action"],
  },
  {
    situation: "wrong registration code",
    unknownAtStripe: "text and status",
    status: 400,
    keys: "message, param, request_log_url, type",
    param: "registration_code",
    message: "The registration code 'nope' is not valid. Get a new code from the reader and try again.",
    request: ["POST /v1/terminal/readers", "registration_code=nope"],
  },
  {
    situation: "card presented to a reader that waits for none",
    unknownAtStripe: "text and status",
    status: 400,
    keys: "message, request_log_url, type",
    message: "The reader is not waiting for a payment method to be presented.",
    given: (ask) => reader(ask),
    request: ["POST /v1/test_helpers/terminal/readers/{id}/present_payment_method"],
  },
];
