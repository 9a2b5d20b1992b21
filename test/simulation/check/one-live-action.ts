import { groupBy, type KnownDay } from "./known-day.js";
import type { KnownAction } from "./known-rows.js";
import { CLOCK_BEFORE_COMMIT_MS } from "./step-times.js";
import type { Finding } from "./violation.js";

/** A reader, and a payment, has one action at a time; for as long as a commit takes two may seem to overlap. */
export function oneLiveAction(day: KnownDay): Finding[] {
  const held = [
    ...groupBy(day.actions, ({ readerId }) => readerId),
    ...groupBy(day.actions, ({ paymentId }) => paymentId),
  ];
  return held.flatMap(([id, actions]) => overlaps(id, actions));
}

function overlaps(heldId: string, actions: readonly KnownAction[]): Finding[] {
  const inOrder = actions.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  return inOrder.flatMap((action, place) => {
    const earlier = inOrder.slice(0, place).find((other) => endOf(other) > action.startedAtMs + CLOCK_BEFORE_COMMIT_MS);
    if (earlier === undefined) return [];
    const times = `from ${at(action.startedAtMs)}, while ${earlier.id} held it until ${at(earlier.endedAtMs)}`;
    return [{ message: `${heldId} was held by ${action.id} ${times}` }];
  });
}

function endOf({ endedAtMs }: KnownAction): number {
  return endedAtMs ?? Number.POSITIVE_INFINITY;
}

function at(ms: number | null): string {
  return ms === null ? "the end" : new Date(ms).toISOString();
}
