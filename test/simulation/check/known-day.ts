import type { DayRecord, StripeChange, StripeIntent } from "../day-record.js";
import {
  type KnownAction,
  type KnownEntry,
  type KnownEvent,
  type KnownOperation,
  type KnownOrder,
  type KnownPayment,
  toAction,
  toEntry,
  toEvent,
  toOperation,
  toOrder,
  toPayment,
} from "./known-rows.js";

/** A day's record in figures, with what belongs together found already. */
export interface KnownDay {
  readonly record: DayRecord;
  readonly orders: ReadonlyMap<string, KnownOrder>;
  readonly payments: ReadonlyMap<string, KnownPayment>;
  readonly actions: readonly KnownAction[];
  readonly operations: ReadonlyMap<string, KnownOperation>;
  readonly timeline: readonly KnownEntry[];
  readonly events: readonly KnownEvent[];
  readonly intents: ReadonlyMap<string, StripeIntent>;
  readonly paymentsOfOrder: ReadonlyMap<string, readonly KnownPayment[]>;
  readonly paymentOfIntent: ReadonlyMap<string, KnownPayment>;
  readonly changesOfIntent: ReadonlyMap<string, readonly StripeChange[]>;
  readonly entriesOfOrder: ReadonlyMap<string, readonly KnownEntry[]>;
  readonly entriesOfPayment: ReadonlyMap<string, readonly KnownEntry[]>;
}

export function knowDay(record: DayRecord): KnownDay {
  const { rows } = record;
  const payments = rows.payments.map(toPayment);
  const timeline = rows.timeline.map(toEntry).toSorted((a, b) => a.id - b.id);
  return {
    record,
    orders: byId(rows.orders.map(toOrder)),
    payments: byId(payments),
    actions: rows.reader_actions.map(toAction),
    operations: byId(rows.operations.map(toOperation)),
    timeline,
    events: rows.webhook_inbox.map(toEvent),
    intents: byId(record.intents),
    paymentsOfOrder: groupBy(payments, ({ orderId }) => orderId),
    paymentOfIntent: new Map(payments.flatMap((each) => (each.intentId === null ? [] : [[each.intentId, each]]))),
    changesOfIntent: groupBy(record.changes, ({ intentId }) => intentId),
    entriesOfOrder: groupBy(timeline, ({ orderId }) => orderId),
    entriesOfPayment: groupBy(timeline, ({ paymentId }) => paymentId),
  };
}

const STRIPE_TENDERS = ["CARD_PRESENT", "TWINT"];

/** Cash and the like: nobody but us knows of it. */
export function isRecorded({ tender }: KnownPayment): boolean {
  return !STRIPE_TENDERS.includes(tender);
}

function byId<T extends { readonly id: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((each) => [each.id, each]));
}

export function groupBy<T>(all: readonly T[], keyOf: (each: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
