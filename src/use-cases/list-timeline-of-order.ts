import type { Actor } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import { listTimeline } from "../db/timeline.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { TimelineEntry } from "../domain/timeline.js";
import type { Deps } from "./deps.js";

/** An order's history, oldest first. The actor was shown the order already. */
export async function listTimelineOfOrder(
  deps: Deps,
  actor: Actor,
  query: { orderId: string; page: PageRequest },
): Promise<Page<TimelineEntry>> {
  requirePermission(actor, "order");
  return listTimeline(deps.db, query);
}
