import type { KnownDay } from "./known-day.js";
import type { KnownEntry } from "./known-rows.js";
import type { Finding } from "./violation.js";

/** Each order's history counts from one without a gap or a double, in the order of its writing; so does the feed. */
export function timelineUnbroken(day: KnownDay): Finding[] {
  const messages = [...day.orders.values()].flatMap(({ id, sequence }) => {
    const entries = day.entriesOfOrder.get(id) ?? [];
    const broken = firstBreak(
      entries.map((entry) => entry.sequence),
      1,
    );
    if (broken !== undefined) return [`the history of ${id}: ${broken}`];
    return entries.length === sequence ? [] : [`${id} says it has ${sequence} entries; it has ${entries.length}`];
  });
  return [...messages, ...feedBreaks(day.timeline), ...strayEntries(day)].map((message) => ({ message }));
}

function feedBreaks(timeline: readonly KnownEntry[]): string[] {
  const places = timeline.flatMap(({ feedSequence }) => (feedSequence === null ? [] : [feedSequence]));
  const broken = firstBreak(places, places[0] ?? 1);
  return broken === undefined ? [] : [`the feed: ${broken}`];
}

function firstBreak(numbers: readonly number[], first: number): string | undefined {
  const place = numbers.findIndex((number, index) => number !== first + index);
  return place === -1 ? undefined : `${numbers[place]} stands where ${first + place} should`;
}

function strayEntries(day: KnownDay): string[] {
  return day.timeline
    .filter(
      ({ orderId, paymentId }) =>
        orderId !== null && paymentId !== null && day.payments.get(paymentId)?.orderId !== orderId,
    )
    .map(
      ({ orderId, sequence, paymentId }) =>
        `entry ${sequence} of ${orderId} is about ${paymentId}, which is not its payment`,
    );
}
