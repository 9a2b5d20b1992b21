import { ORDER_PAYMENT_STATES, ORDER_STATUSES } from "../../domain/order.js";
import { ORDER_SORTS } from "../../domain/filters.js";
import { registerEnum } from "../register-enum.js";

export const OrderStatusEnum = registerEnum("OrderStatus", ORDER_STATUSES, {
  description: "Where the sale stands. What was paid is `paymentState`.",
  values: {
    OPEN: "Payments may be started.",
    COMPLETED: "The goods were handed over; holds were captured.",
    CANCELED: "The sale was given up; intents that took nothing were canceled.",
  },
});

export const OrderPaymentStateEnum = registerEnum("OrderPaymentState", ORDER_PAYMENT_STATES, {
  description: "What the order's payments add up to, over all tenders.",
  values: {
    UNPAID: "Nothing taken, nothing under way.",
    IN_PROGRESS: "Something under way, or unknown, may still take money.",
    PARTIALLY_PAID: "Some of it is paid or held.",
    AUTHORIZED: "Covered, and at least a part of it is held and not taken yet.",
    PAID: "Taken in full.",
    OVERPAID: "More was taken or is held than the total. Somebody has to give money back.",
    PARTIALLY_REFUNDED: "Some of what was taken was given back.",
    REFUNDED: "All that was taken was given back.",
  },
});

export const OrderSortEnum = registerEnum("OrderSort", ORDER_SORTS, {
  description: "The order of a list of orders. Ties are broken by id, so pages never repeat or skip a row.",
});
