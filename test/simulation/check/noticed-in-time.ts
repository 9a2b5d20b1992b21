import { isTaken } from "./money-at-stripe.js";
import type { KnownDay } from "./known-day.js";
import type { KnownPayment } from "./known-rows.js";
import type { Finding } from "./violation.js";

/** Without a webhook. */
const WITHIN_MS = 5_000;
/** The steps of everyone else meanwhile. */
const MEANWHILE_MS = 1_000;
/** What went wrong before has no effect any more: no reader in trouble, no server that stands still, no answer late. */
const CALM_AFTER_MS = 15_000;
const NEWS = ["payment.authorized", "payment.succeeded"];

/** While no webhook comes and nothing else goes wrong, a payment at a reader or a page of ours is soon noticed, and told. */
export function noticedInTime(day: KnownDay): Finding[] {
  const { webhooksEndedAtMs } = day.record;
  if (webhooksEndedAtMs === null) return [];
  return [...day.payments.values()].flatMap((payment) => {
    const taken = (day.changesOfIntent.get(payment.intentId ?? "") ?? []).find(({ status }) => isTaken(status));
    if (taken === undefined || payment.handover === "CLIENT") return [];
    if (taken.atMs < webhooksEndedAtMs + CALM_AFTER_MS) return [];
    const toldAtMs = firstTold(day, payment);
    if (toldAtMs - taken.atMs <= WITHIN_MS + MEANWHILE_MS) return [];
    const message = `${taken.intentId} of ${payment.id} was ${taken.status} at step ${taken.step}; a till heard of it after ${toldAtMs - taken.atMs} ms`;
    return [{ message, step: taken.step }];
  });
}

/** When a till that follows the order heard of the payment's success; never where nobody did. */
function firstTold(day: KnownDay, { id, orderId }: KnownPayment): number {
  const entry = (day.entriesOfPayment.get(id) ?? []).find(({ type }) => NEWS.includes(type));
  const told = day.record.told.find(({ field, variables, answer }) => {
    const { orderEvents: event } = (answer?.data ?? {}) as { orderEvents?: { sequence: number } };
    return field === "orderEvents" && variables["orderId"] === orderId && event?.sequence === entry?.sequence;
  });
  return told?.atMs ?? Number.POSITIVE_INFINITY;
}
