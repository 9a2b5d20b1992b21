import { addIntent, find } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";

export const FALSIFIED_ROWS: readonly FalsifiedDay[] = [
  of("intents-and-rows-match", ["an intent has no row", "pi_9 (succeeded, 1000) has no row"], (day) => {
    addIntent(day, "pi_9", { status: "succeeded", metadata: { tillgraph_payment_id: "pay_1" } });
  }),
  of("intents-and-rows-match", ["a payment has two intents", "pay_1 has 2 intents: pi_1, pi_9"], (day) => {
    addIntent(day, "pi_9", { status: "canceled", metadata: { tillgraph_payment_id: "pay_1" } });
  }),
  of("intents-and-rows-match", ["an intent has two rows", "pi_1 has 2 rows: pay_1, pay_9"], ({ rows }) => {
    rows.payments.push({ ...find(rows.payments, "pay_1"), id: "pay_9" });
  }),
  of("intents-and-rows-match", ["an intent is for another order", "pi_1 names ord_2"], (day) => {
    const metadata = { tillgraph_payment_id: "pay_1", tillgraph_order_id: "ord_2" };
    find(day.intents, "pi_1").metadata = metadata;
  }),
  of("intents-and-rows-match", ["a row has no intent", "pay_2 is CREATION_FAILED without a"], ({ rows }) => {
    Object.assign(find(rows.payments, "pay_2"), { stripe_payment_intent_id: null, status: "CREATION_FAILED" });
  }),
  of("intents-and-rows-match", ["a row names an intent that is not there", "names pi_0, which is not"], ({ rows }) => {
    find(rows.payments, "pay_2")["stripe_payment_intent_id"] = "pi_0";
  }),
  of("intents-and-rows-match", ["a success was missed", "pay_1 says status REQUIRES_CAPTURE"], ({ rows }) => {
    find(rows.payments, "pay_1")["status"] = "REQUIRES_CAPTURE";
  }),
  of("intents-and-rows-match", ["the amounts differ", "pay_2 says amount 400; pi_2 at Stripe says 500"], ({ rows }) => {
    find(rows.payments, "pay_2")["amount_minor"] = "400";
  }),
  of(
    "intents-and-rows-match",
    ["one key made two payments", "ord_2 has 2 payments of 1 keys by recordPayment"],
    (day) => {
      day.rows.payments.push({ ...find(day.rows.payments, "pay_3"), id: "pay_9" });
    },
  ),
];
