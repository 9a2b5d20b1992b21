import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { findRefund as findRefundRow } from "../db/refunds.js";
import type { Refund } from "../domain/refund.js";
import type { Deps } from "./deps.js";

/** A refund, or null where there is none or the key is for other locations. */
export async function findRefund(deps: Deps, actor: Actor, id: string): Promise<Refund | null> {
  requirePermission(actor, "refund");
  const refund = await findRefundRow(deps.db, id);
  return refund !== undefined && isAtLocation(actor, refund.locationId) ? refund : null;
}
