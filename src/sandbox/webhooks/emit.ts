import { newFamilyId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { Json, StripeObject } from "../entities/row.js";
import type { WebhookEndpointRow } from "../entities/webhook.js";

interface News {
  readonly type: string;
  /** Freshly formatted, and nobody else's: it is kept as it is. */
  readonly object: StripeObject;
  readonly previousAttributes?: Json | null;
}

/** Writes the event down with the change that it tells of, and a delivery for each endpoint that wants it. */
export function emit(work: Work, type: string, object: StripeObject, previousAttributes: Json | null = null): void {
  write(work, work.account, { type, object, previousAttributes });
}

/** What happened on a connected account and concerns the platform. */
export function emitToPlatform(work: Work, type: string, object: StripeObject): void {
  write(work, work.mainAccount, { type, object });
}

function write(work: Work, account: string, { type, object, previousAttributes = null }: News): void {
  const id = newFamilyId(work, "evt", "1");
  const endpoints = endpointsFor(work, type, account);
  work.put("events", {
    id,
    account,
    type,
    created: work.nowSeconds,
    object,
    previousAttributes,
    request: { id: work.request?.id ?? null, idempotency_key: work.request?.idempotencyKey ?? null },
    apiVersion: work.defaultVersion,
    pendingWebhooks: endpoints.length,
    undelivered: endpoints.length,
  });
  if (work.switches.webhookMode === "off") return;
  for (const endpoint of endpoints) {
    work.put("deliveries", {
      id: `${id}:${endpoint.id}`,
      account,
      eventId: id,
      endpointId: endpoint.id,
      attempt: 0,
      dueAtMs: work.nowMs,
    });
  }
}

/** Events of connected accounts go only to the platform's endpoints that listen to them (facts 10). */
function endpointsFor(work: Work, type: string, account: string): WebhookEndpointRow[] {
  const own = [...work.tables.webhook_endpoints.newestFirst(account)].filter((endpoint) => !endpoint.connect);
  const platform =
    account === work.mainAccount
      ? []
      : [...work.tables.webhook_endpoints.newestFirst(work.mainAccount)].filter((endpoint) => endpoint.connect);
  return [...own, ...platform].filter(
    ({ disabled, enabledEvents }) => !disabled && (enabledEvents.includes("*") || enabledEvents.includes(type)),
  );
}
