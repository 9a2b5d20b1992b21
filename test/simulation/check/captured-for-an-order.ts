import type { StripeIntent } from "../day-record.js";
import { asksOf } from "./asked.js";
import type { KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

/** No money was taken that no order stands behind; a hold only for a completed order, or because a till asked. */
export function capturedForAnOrder(day: KnownDay): Finding[] {
  return day.record.intents
    .filter((intent) => intent.amount_received > 0)
    .flatMap((intent) => {
      const reason = whyNot(day, intent);
      return reason === undefined ? [] : [{ message: `${intent.id} took ${intent.amount_received}, but ${reason}` }];
    });
}

function whyNot(day: KnownDay, intent: StripeIntent): string | undefined {
  const payment = day.paymentOfIntent.get(intent.id);
  if (payment === undefined) return "no payment has it";
  const order = day.orders.get(payment.orderId ?? "");
  if (order === undefined) return `${payment.id} is of no order`;
  if (order.status === "CANCELED") return `${order.id} of ${payment.id} is canceled`;
  const wasHeld = (day.changesOfIntent.get(intent.id) ?? []).some(({ status }) => status === "requires_capture");
  if (!wasHeld || order.status === "COMPLETED") return undefined;
  if (asksOf(day, "capturePaymentIntent", ["paymentId", payment.id]).length > 0) return undefined;
  return `it was a hold, ${order.id} of ${payment.id} is ${order.status} and no till asked for its capture`;
}
