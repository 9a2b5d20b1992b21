import type { StripeIntent } from "../day-record.js";
import { asksOf, countDistinct } from "./asked.js";
import { groupBy, isRecorded, type KnownDay } from "./known-day.js";
import type { KnownPayment } from "./known-rows.js";
import { tipsOf } from "./money-at-stripe.js";
import type { Finding } from "./violation.js";

const PAYMENT_ID = "tillgraph_payment_id";
const ORDER_ID = "tillgraph_order_id";

/** Every PaymentIntent has one row that says the same, and every row has its PaymentIntent or says why not. */
export function intentsAndRowsMatch(day: KnownDay): Finding[] {
  const payments = [...day.payments.values()].filter((payment) => !isRecorded(payment));
  return [
    ...day.record.intents.flatMap((intent) => aboutIntent(day, intent)),
    ...payments.flatMap((payment) => aboutPayment(day, payment)),
    ...doubles(day),
    ...[...day.orders.keys()].flatMap((orderId) => moreThanAsked(day, orderId)),
  ].map((message) => ({ message }));
}

function aboutIntent(day: KnownDay, intent: StripeIntent): string[] {
  const rows = [...day.payments.values()].filter(({ intentId }) => intentId === intent.id);
  const [payment, ...others] = rows;
  if (payment === undefined) {
    return [`${intent.id} (${intent.status}, ${intent.amount}) has no row; it names ${intent.metadata[PAYMENT_ID]}`];
  }
  if (others.length > 0) return [`${intent.id} has ${rows.length} rows: ${rows.map(({ id }) => id).join(", ")}`];
  const named = { [PAYMENT_ID]: payment.id, [ORDER_ID]: payment.orderId };
  return Object.entries(named)
    .filter(([key, id]) => intent.metadata[key] !== id)
    .map(([key, id]) => `${intent.id} names ${intent.metadata[key]} as ${key}, its row ${payment.id} says ${id}`);
}

function aboutPayment(day: KnownDay, payment: KnownPayment): string[] {
  const { id, intentId, status } = payment;
  if (intentId === null) return isExplained(day, payment) ? [] : [`${id} is ${status} without a PaymentIntent`];
  const intent = day.intents.get(intentId);
  if (intent === undefined) return [`${id} names ${intentId}, which is not at Stripe`];
  const tip = tipsOf(day, intentId);
  const figures = [
    ["status", status, intent.status.toUpperCase()],
    ["amount", payment.amountMinor + tip.onReaderMinor, intent.amount],
    ["amount received", payment.receivedMinor, intent.amount_received],
    ["amount capturable", payment.capturableMinor, intent.amount_capturable],
    ["tip", payment.tipMinor, tip.onReaderMinor + tip.atCaptureMinor],
  ] as const;
  return figures
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${id} says ${name} ${ours}; ${intentId} at Stripe says ${theirs}`);
}

const ENDINGS: Readonly<Record<string, string>> = {
  CREATION_FAILED: "payment.creation_failed",
  CANCELED: "payment.canceled",
};

function isExplained(day: KnownDay, { id, status }: KnownPayment): boolean {
  return (day.entriesOfPayment.get(id) ?? []).some(({ type }) => type === ENDINGS[status]);
}

function doubles(day: KnownDay): string[] {
  const groups = groupBy(day.record.intents, ({ metadata }) => metadata[PAYMENT_ID] ?? null);
  return [...groups]
    .filter(([, intents]) => intents.length > 1)
    .map(
      ([paymentId, intents]) => `${paymentId} has ${intents.length} intents: ${intents.map(({ id }) => id).join(", ")}`,
    );
}

/** A till's idempotency key makes one payment, however often it is sent. */
function moreThanAsked(day: KnownDay, orderId: string): string[] {
  const payments = day.paymentsOfOrder.get(orderId) ?? [];
  const kinds = [
    ["createPaymentIntent", payments.filter((payment) => !isRecorded(payment))],
    ["recordPayment", payments.filter(isRecorded)],
  ] as const;
  return kinds.flatMap(([field, made]) => {
    const keys = countDistinct(asksOf(day, field, ["orderId", orderId]), "idempotencyKey");
    const ids = made.map(({ id }) => id).join(", ");
    return made.length > keys ? [`${orderId} has ${made.length} payments of ${keys} keys by ${field}: ${ids}`] : [];
  });
}
