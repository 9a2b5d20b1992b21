import { olderShape } from "../api/older-shape.js";
import type { Work } from "../api/work.js";
import type { EventRow } from "../entities/event.js";
import type { StripeObject } from "../entities/row.js";
import { unpack } from "../store/packed.js";

/** The envelope, `data.object` in the reader's version; only to others an event names its account (facts 8, 10). */
export function formatEvent(row: EventRow, options: { reader: string; version: string }): StripeObject {
  return {
    id: row.id,
    object: "event",
    ...(row.account === options.reader ? {} : { account: row.account }),
    api_version: options.version,
    created: row.created,
    data: {
      object: olderShape(unpack(row.object), options.version),
      ...(row.previousAttributes === null ? {} : { previous_attributes: row.previousAttributes }),
    },
    livemode: false,
    pending_webhooks: row.pendingWebhooks,
    request: row.request,
    type: row.type,
  };
}

export function formatEventForApi(row: EventRow, work: Work): StripeObject {
  return formatEvent(row, { reader: work.mainAccount, version: row.apiVersion });
}
