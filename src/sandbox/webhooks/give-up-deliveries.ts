import type { Work } from "../api/work.js";

/** What was still to be tried at an endpoint that was disabled or deleted: it counts as undelivered for good (facts 8). */
export function giveUpDeliveries(work: Work, endpointId: string): void {
  for (const delivery of work.tables.deliveries.all()) {
    if (delivery.endpointId !== endpointId) continue;
    work.remove("deliveries", delivery.id);
    const event = work.tables.events.find(delivery.eventId);
    if (event) work.put("events", { ...event, pendingWebhooks: Math.max(0, event.pendingWebhooks - 1) });
  }
}
