import type { KnownDay } from "./known-day.js";
import { isRecorded } from "./known-day.js";
import type { KnownEntry, KnownOrder, KnownPayment } from "./known-rows.js";
import { takenBy } from "./money-at-stripe.js";
import type { Finding } from "./violation.js";

/** A moment at which a share of an order's money changed: what the payment has taken or holds from then on. */
interface Move {
  readonly atMs: number;
  readonly step?: number;
  readonly paymentId: string;
  readonly takenMinor: number;
}

/** At no moment has an order more taken or held than the total that stood at that moment, tips apart. */
export function neverMoreThanDue(day: KnownDay): Finding[] {
  return [...day.orders.values()].flatMap((order) => {
    const breach = firstBreach(day, order);
    return breach === undefined ? [] : [breach];
  });
}

function firstBreach(day: KnownDay, order: KnownOrder): Finding | undefined {
  const shares = new Map<string, number>();
  for (const move of movesOf(day, order.id)) {
    const isMore = move.takenMinor > (shares.get(move.paymentId) ?? 0);
    shares.set(move.paymentId, move.takenMinor);
    const takenMinor = [...shares.values()].reduce((sum, share) => sum + share, 0);
    const totalMinor = totalAt(day, order, move.atMs);
    if (!isMore || takenMinor <= totalMinor) continue;
    const parts = [...shares].map(([id, share]) => `${id} ${share}`).join(", ");
    const message = `${order.id} had ${takenMinor} taken or held while its total was ${totalMinor}: ${parts}`;
    return { message, ...(move.step === undefined ? {} : { step: move.step }) };
  }
  return undefined;
}

function movesOf(day: KnownDay, orderId: string): Move[] {
  const payments = day.paymentsOfOrder.get(orderId) ?? [];
  const moves = payments.flatMap((payment) =>
    isRecorded(payment) ? cashMoves(day, payment) : stripeMoves(day, payment),
  );
  return moves.toSorted((a, b) => a.atMs - b.atMs);
}

function cashMoves(day: KnownDay, { id, amountMinor, createdAtMs }: KnownPayment): Move[] {
  const recorded = { atMs: createdAtMs, paymentId: id, takenMinor: amountMinor };
  const voided = (day.entriesOfPayment.get(id) ?? []).filter(({ type }) => type === "payment.voided");
  return [recorded, ...voided.map(({ atMs }) => ({ atMs, paymentId: id, takenMinor: 0 }))];
}

function stripeMoves(day: KnownDay, { id, intentId }: KnownPayment): Move[] {
  return (day.changesOfIntent.get(intentId ?? "") ?? []).map((change) => {
    const { heldMinor, receivedMinor } = takenBy(day, change);
    return { atMs: change.atMs, step: change.step, paymentId: id, takenMinor: heldMinor + receivedMinor };
  });
}

/** The highest total that stood at that moment: one that is edited in it counts before and after. */
function totalAt(day: KnownDay, order: KnownOrder, atMs: number): number {
  const edits = (day.entriesOfOrder.get(order.id) ?? []).filter(({ type }) => type === "order.updated");
  const before = edits.findLast((edit) => edit.atMs < atMs);
  const within = edits.filter((edit) => edit.atMs === atMs);
  const [first] = edits;
  const stood =
    before === undefined ? (first === undefined ? order.totalMinor : figure(first, "from")) : figure(before, "to");
  return Math.max(stood, ...within.map((edit) => figure(edit, "to")));
}

function figure({ data }: KnownEntry, name: string): number {
  return Number(data[name]);
}
