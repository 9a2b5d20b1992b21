import { groupBy, isRecorded, type KnownDay } from "./known-day.js";
import type { KnownOrder, KnownPayment } from "./known-rows.js";
import { takenBy } from "./money-at-stripe.js";
import type { Finding } from "./violation.js";

/** A closed order was covered when it was completed, and has nothing open at Stripe that nobody explained. */
export function ordersSettled(day: KnownDay): Finding[] {
  const findings = [...day.orders.values()].flatMap((order) => {
    const payments = day.paymentsOfOrder.get(order.id) ?? [];
    return [...whatIsOpen(day, order, payments), ...whatWasMissing(day, order, payments)];
  });
  return findings.map((message) => ({ message }));
}

function whatIsOpen(day: KnownDay, order: KnownOrder, payments: readonly KnownPayment[]): string[] {
  return payments.flatMap((payment) => {
    if (payment.orderOpen !== (order.status === "OPEN")) {
      return [
        `${payment.id} says its order is ${payment.orderOpen ? "open" : "closed"}; ${order.id} is ${order.status}`,
      ];
    }
    const intent = day.intents.get(payment.intentId ?? "");
    if (intent === undefined || order.status === "OPEN" || isEnded(intent.status)) return [];
    if (isExplained(day, order, { payment, isHeld: intent.status === "requires_capture" })) return [];
    return [`${intent.id} of ${payment.id} is ${intent.status}, but ${order.id} is ${order.status}`];
  });
}

function isEnded(status: string): boolean {
  return status === "succeeded" || status === "canceled";
}

/** The till asked that holds stay held, or Stripe itself refused what was asked of it last, and the history says so. */
function isExplained(
  day: KnownDay,
  order: KnownOrder,
  { payment, isHeld }: { payment: KnownPayment; isHeld: boolean },
): boolean {
  const entries = day.entriesOfOrder.get(order.id) ?? [];
  const end = entries.findIndex(({ type }) => type === "order.completed" || type === "order.canceled");
  if (isHeld && entries[end]?.data["captureHolds"] === false) return true;
  const isNoted = entries
    .slice(end + 1)
    .some(({ type, paymentId }) => type === "operation.refused" && paymentId === payment.id);
  return isNoted && isRefusedLast(day, payment, entries[end]?.atMs ?? Number.POSITIVE_INFINITY);
}

/** "Not now" is no refusal: it is asked again. */
const NOT_NOW = [409, 429];

function isRefusedLast(day: KnownDay, { intentId }: KnownPayment, endedAtMs: number): boolean {
  const ends = [`/v1/payment_intents/${intentId}/capture`, `/v1/payment_intents/${intentId}/cancel`];
  const last = day.record.requests.findLast(({ path, sentAtMs }) => ends.includes(path) && sentAtMs >= endedAtMs);
  return last !== undefined && last.status >= 400 && last.status < 500 && !NOT_NOW.includes(last.status);
}

function whatWasMissing(day: KnownDay, order: KnownOrder, payments: readonly KnownPayment[]): string[] {
  const { id, status, totalMinor, completedAtMs } = order;
  if (status !== "COMPLETED") return [];
  if (completedAtMs === null) return [`${id} is COMPLETED at no time`];
  const coveredMinor = payments.reduce((sum, payment) => sum + coveredBy(day, payment, completedAtMs), 0);
  return coveredMinor >= totalMinor ? [] : [`${id} was completed with ${coveredMinor} of ${totalMinor}`];
}

function coveredBy(day: KnownDay, payment: KnownPayment, atMs: number): number {
  if (isRecorded(payment))
    return payment.status === "SUCCEEDED" && payment.createdAtMs <= atMs ? payment.amountMinor : 0;
  const changes = groupBy(day.changesOfIntent.get(payment.intentId ?? "") ?? [], (change) =>
    change.atMs <= atMs ? "until then" : "later",
  );
  const { heldMinor, receivedMinor } = takenBy(day, changes.get("until then")?.at(-1));
  return heldMinor + receivedMinor;
}
