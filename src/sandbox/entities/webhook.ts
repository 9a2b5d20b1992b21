import type { Metadata, Row } from "./row.js";

export interface WebhookEndpointRow extends Row {
  readonly url: string;
  readonly enabledEvents: readonly string[];
  readonly apiVersion: string | null;
  readonly connect: boolean;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly secret: string;
  readonly disabled: boolean;
  readonly created: number;
}

/** One event on its way to one endpoint; it is gone once the endpoint answered 2xx or the attempts are used up. */
export interface DeliveryRow extends Row {
  readonly eventId: string;
  readonly endpointId: string;
  readonly attempt: number;
  readonly dueAtMs: number;
}
