import type { KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

/** An expired lease is taken within that. */
const WITHIN_MS = 10_000;
/** By so much later it may be seen. */
const SEEN_LATER_MS = 2_000;

/** What a server that died had under way was taken up by another one soon after its lease had run out. */
export function takenUpInTime({ record, operations }: KnownDay): Finding[] {
  return record.orphans
    .filter(({ leaseUntilMs, takenUpAtMs }) => {
      const waitedMs = (takenUpAtMs ?? Number.POSITIVE_INFINITY) - leaseUntilMs;
      return waitedMs > WITHIN_MS + SEEN_LATER_MS;
    })
    .map(({ operationId, leaseUntilMs, takenUpAtMs }) => {
      const when = takenUpAtMs === null ? "never" : `${takenUpAtMs - leaseUntilMs} ms later`;
      const kind = operations.get(operationId)?.kind;
      return { message: `${operationId} (${kind}) lost its server; its lease ran out, and it was taken up ${when}` };
    });
}
