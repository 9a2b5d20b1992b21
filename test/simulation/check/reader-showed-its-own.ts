import type { KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

const HAND_OVER = /^\/v1\/terminal\/readers\/[^/]+\/process_payment_intent$/;

/** What the server gave up is with Stripe that soon after, as the server counts on; a later one nobody can wait for. */
const ARRIVES_WITHIN_MS = 5_000;

/**
 * No command reached a reader while another payment held it, or left for it when its own action was over: its customer
 * would have been shown somebody else's bill.
 */
export function readerShowedItsOwn(day: KnownDay): Finding[] {
  return [...reachedAnother(day), ...leftTooLate(day)];
}

function leftTooLate({ record, operations, actions }: KnownDay): Finding[] {
  return record.requests
    .filter(({ path }) => HAND_OVER.test(path))
    .flatMap(({ idempotencyKey, sentAtMs, step }) => {
      const own = actions.find(({ id }) => id === operations.get(idempotencyKey ?? "")?.actionId);
      if (own?.endedAtMs == null || sentAtMs <= own.endedAtMs) return [];
      return [
        { message: `${own.id} (${own.state}) had ended ${sentAtMs - own.endedAtMs} ms before it was sent`, step },
      ];
    });
}

function reachedAnother({ record, operations, actions }: KnownDay): Finding[] {
  const accepted = record.requests.filter(({ path, status }) => HAND_OVER.test(path) && status === 200);
  return accepted.flatMap(({ idempotencyKey, atMs, step }) => {
    const operation = operations.get(idempotencyKey ?? "");
    const own = actions.find(({ id }) => id === operation?.actionId);
    if (own === undefined || atMs - (operation?.closedAtMs ?? atMs) >= ARRIVES_WITHIN_MS) return [];
    const holder = actions.find(
      ({ readerId, paymentId, startedAtMs, endedAtMs }) =>
        readerId === own.readerId &&
        paymentId !== own.paymentId &&
        startedAtMs < atMs &&
        (endedAtMs ?? Number.POSITIVE_INFINITY) > atMs,
    );
    if (holder === undefined) return [];
    const message = `${own.id} (${own.state}) of ${own.paymentId} reached ${own.readerId} while ${holder.id} held it`;
    return [{ message, step }];
  });
}
