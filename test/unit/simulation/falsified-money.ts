import { addChange, addEntry, find, momentOf, paymentRow } from "./day-draft.js";
import { type FalsifiedDay, falsifiedDay as of } from "./falsified-day.js";

export const FALSIFIED_MONEY: readonly FalsifiedDay[] = [
  of("never-more-than-due", ["cash was taken beside a hold", "ord_1 had 1001 taken or held while"], ({ rows }) => {
    const cash = { order_id: "ord_1", tender: "CASH", amount_minor: 1, status: "CANCELED" };
    rows.payments.push(paymentRow("pay_9", { ...cash, created_at: momentOf(14) }));
  }),
  of("never-more-than-due", ["a declined card was paid after the cash", "ord_2 had 1000"], (day) => {
    addChange(day, [37, "pi_2", "succeeded"], 500);
  }),
  of("never-more-than-due", ["more was held than an edit had left", "while its total was 900"], (day) => {
    const last = { order_id: "ord_1", sequence: 6, data: { from: 1000, to: 900 } };
    addEntry(day, [11, "order.updated"], last);
  }),
  of(
    "never-more-than-due",
    ["a tip that nobody chose hides what was taken", "while its total was 900"],
    ({ rows, changes }) => {
      Object.assign(changes[1] ?? {}, { amountCapturable: 900 });
      find(rows.orders, "ord_1")["total_minor"] = "900";
      Object.assign(find(rows.payments, "pay_1"), { tip_minor: "100", capture_tip_minor: "100" });
    },
  ),
  of("totals-add-up", ["an order's paid sum is wrong", "ord_1 says paidMinor 900"], ({ rows }) => {
    find(rows.orders, "ord_1")["paid_minor"] = "900";
  }),
  of("totals-add-up", ["an overpaid order is not shown so", "ord_1 says paymentState PAID"], ({ rows }) => {
    find(rows.orders, "ord_1")["total_minor"] = "900";
  }),
  of("totals-add-up", ["a share still reserved is not counted", "it is 500"], ({ rows }) => {
    Object.assign(find(rows.payments, "pay_2"), { status: "REQUIRES_PAYMENT_METHOD", handover_unsettled: true });
  }),
  of(
    "totals-add-up",
    ["rows and totals agree on money that Stripe has not", "by Stripe and the cash it is 0"],
    (day) => {
      Object.assign(find(day.intents, "pi_1"), { status: "canceled", amount_received: 0 });
    },
  ),
  of("captured-for-an-order", ["money is with a canceled order", "pi_1 took 1000"], ({ rows }) => {
    find(rows.orders, "ord_1")["status"] = "CANCELED";
  }),
  of("captured-for-an-order", ["a hold of an open order was captured unasked", "no till asked"], ({ rows }) => {
    find(rows.orders, "ord_1")["status"] = "OPEN";
  }),
  of("captured-for-an-order", ["money is with no order", "pay_1 is of no order"], ({ rows }) => {
    find(rows.payments, "pay_1")["order_id"] = null;
  }),
];
