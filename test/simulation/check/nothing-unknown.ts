import type { KnownDay } from "./known-day.js";
import type { KnownPayment } from "./known-rows.js";
import type { Finding } from "./violation.js";

/** When the day is over, nothing is under way or in doubt any more. */
export function nothingUnknown(day: KnownDay): Finding[] {
  const operations = [...day.operations.values()]
    .filter(({ state, isOpen }) => isOpen || state === "PENDING")
    .map(({ id, kind, paymentId }) => `${id} (${kind} of ${paymentId}) is still pending`);
  const actions = day.actions
    .filter(({ endedAtMs }) => endedAtMs === null)
    .map(
      ({ id, kind, state, paymentId, readerId }) => `${id} (${kind} of ${paymentId} at ${readerId}) is still ${state}`,
    );
  const payments = [...day.payments.values()].flatMap((payment) => {
    const doubt = doubtOf(payment);
    return doubt === undefined ? [] : [`${payment.id} of ${payment.orderId} ${doubt}`];
  });
  const events = day.events
    .filter(({ state, lastError }) => state !== "DONE" && (state !== "DEAD" || lastError === null))
    .map(
      ({ id, stripeEventId, type, state, attempts }) =>
        `${id} (${stripeEventId} ${type}) is ${state} after ${attempts} tries`,
    );
  return [...operations, ...actions, ...payments, ...events].map((message) => ({ message }));
}

const IN_DOUBT = ["CREATING", "PROCESSING", "REQUIRES_CONFIRMATION", "REQUIRES_ACTION", "UNRECOGNIZED"];
/** What a till that confirms by itself leaves behind where its customer walks away. */
const LEFT_AT_THE_TILL = ["REQUIRES_CONFIRMATION", "REQUIRES_ACTION"];
const ENDED = ["SUCCEEDED", "CANCELED"];

function doubtOf({ status, handover, handoverUnsettled }: KnownPayment): string | undefined {
  const isLeft = handover === "CLIENT" && LEFT_AT_THE_TILL.includes(status);
  if (IN_DOUBT.includes(status) && !isLeft) return `is still ${status}`;
  return ENDED.includes(status) && handoverUnsettled ? `is ${status} with an unsettled hand-over` : undefined;
}
