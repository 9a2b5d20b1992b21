import { addEntry, find, momentOf } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";

export const FALSIFIED_ENDS: readonly FalsifiedDay[] = [
  of("nothing-unknown", ["an operation is pending", "op_3 (CAPTURE_PAYMENT_INTENT of pay_1)"], ({ rows }) => {
    Object.assign(find(rows.operations, "op_3"), { state: "PENDING", closed_at: null });
  }),
  of("nothing-unknown", ["an action is live", "act_2 (PROCESS of pay_2 at rdr_1) is still UNKNOWN"], ({ rows }) => {
    Object.assign(find(rows.reader_actions, "act_2"), { state: "UNKNOWN", ended_at: null });
  }),
  of("nothing-unknown", ["a payment is in doubt", "pay_2 of ord_2 is still CREATING"], ({ rows }) => {
    find(rows.payments, "pay_2")["status"] = "CREATING";
  }),
  of("nothing-unknown", ["an ended payment is unsettled", "CANCELED with an unsettled hand-over"], ({ rows }) => {
    find(rows.payments, "pay_2")["handover_unsettled"] = true;
  }),
  of("nothing-unknown", ["a webhook was not worked off", "(evt_1 payment_intent.succeeded) is PENDING"], ({ rows }) => {
    find(rows.webhook_inbox, "evt_row_1")["state"] = "PENDING";
  }),
  of("nothing-unknown", ["a webhook died and nobody says why", "is DEAD after 1 tries"], ({ rows }) => {
    find(rows.webhook_inbox, "evt_row_1")["state"] = "DEAD";
  }),
  of("orders-settled", ["a hold outlived its order", "pi_1 of pay_1 is requires_capture, but ord_1"], (day) => {
    find(day.intents, "pi_1").status = "requires_capture";
  }),
  of("orders-settled", ["an idle intent outlived its order", "pi_2 of pay_2 is requires_payment_method"], (day) => {
    find(day.intents, "pi_2").status = "requires_payment_method";
  }),
  of(
    "orders-settled",
    ["a hold was left though a capture went through", "pi_1 of pay_1 is requires_capture"],
    (day) => {
      find(day.intents, "pi_1").status = "requires_capture";
      addEntry(day, [19, "operation.refused"], { order_id: "ord_1", payment_id: "pay_1", sequence: 6 });
    },
  ),
  of("orders-settled", ["an order was completed before it was covered", "ord_1 was completed with 0"], ({ rows }) => {
    find(rows.orders, "ord_1")["completed_at"] = momentOf(11);
  }),
  of(
    "orders-settled",
    ["a payment does not know that its order closed", "pay_1 says its order is open"],
    ({ rows }) => {
      find(rows.payments, "pay_1")["order_open"] = true;
    },
  ),
];
