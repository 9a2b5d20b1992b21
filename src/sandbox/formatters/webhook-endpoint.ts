import type { StripeObject } from "../entities/row.js";
import type { WebhookEndpointRow } from "../entities/webhook.js";

/** The secret is answered at creation only. */
export function formatWebhookEndpoint(row: WebhookEndpointRow): StripeObject {
  return {
    id: row.id,
    object: "webhook_endpoint",
    api_version: row.apiVersion,
    application: null,
    created: row.created,
    description: row.description,
    enabled_events: row.enabledEvents,
    livemode: false,
    metadata: row.metadata,
    status: row.disabled ? "disabled" : "enabled",
    url: row.url,
  };
}
