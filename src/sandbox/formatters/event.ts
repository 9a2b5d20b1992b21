import { olderShape } from "../api/older-shape.js";
import type { Work } from "../api/work.js";
import type { EventRow } from "../entities/event.js";
import type { StripeObject } from "../entities/row.js";

/** The envelope; `data.object` in the version of whoever is to read it (facts 8). */
export function formatEvent(row: EventRow, options: { mainAccount: string; version: string }): StripeObject {
  return {
    id: row.id,
    object: "event",
    ...(row.account === options.mainAccount ? {} : { account: row.account }),
    api_version: options.version,
    created: row.created,
    data: {
      object: olderShape(row.object, options.version),
      ...(row.previousAttributes === null ? {} : { previous_attributes: row.previousAttributes }),
    },
    livemode: false,
    pending_webhooks: row.pendingWebhooks,
    request: row.request,
    type: row.type,
  };
}

export function formatEventForApi(row: EventRow, work: Work): StripeObject {
  return formatEvent(row, { mainAccount: work.mainAccount, version: row.apiVersion });
}
