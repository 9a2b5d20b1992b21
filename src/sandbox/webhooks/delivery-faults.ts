import type { EventRow } from "../entities/event.js";
import type { DeliveryRow } from "../entities/webhook.js";
import { unpack } from "../store/packed.js";
import { fractionOf } from "../store/random.js";

/** Which part of the deliveries goes wrong, and how; 0 is none and 1 is all. */
export interface DeliveryFaults {
  /** Never sent, and not tried again either. */
  readonly dropped: number;
  readonly doubled: number;
  readonly delayed: number;
  readonly delayedByMs: number;
  /** Held back for a moment, and sent after what came later. */
  readonly reordered: number;
  /** Signed with another secret; a later attempt may be right. */
  readonly missigned: number;
}

export const NO_DELIVERY_FAULTS: DeliveryFaults = {
  dropped: 0,
  doubled: 0,
  delayed: 0,
  delayedByMs: 60_000,
  reordered: 0,
  missigned: 0,
};

export type DeliveryFault = "dropped" | "doubled" | "delayed" | "reordered" | "missigned";

/** A hash of seed, kind, what the event is about and the attempt: the same in whatever order events come about. */
export function isStruck(
  faults: DeliveryFaults,
  kind: DeliveryFault,
  { seed, event, delivery }: { seed: string; event: EventRow; delivery: DeliveryRow },
): boolean {
  const share = faults[kind];
  if (share <= 0) return false;
  const attempt = kind === "dropped" || kind === "delayed" ? 0 : delivery.attempt;
  return fractionOf(seed, `webhook ${kind}`, businessKeyOf(event), attempt) < share;
}

/** The type and the object, and where an object has many of a type, the attempt that it is about. */
function businessKeyOf({ type, object: kept }: EventRow): string {
  const object = unpack(kept);
  const action = object["action"] as { type?: string } | null | undefined;
  const details = action?.type === undefined ? undefined : (action as Record<string, unknown>)[action.type];
  const about = (details as { payment_intent?: string } | undefined)?.payment_intent ?? object["latest_charge"] ?? "";
  return [type, object["id"], typeof about === "string" ? about : ""].join(":");
}
