import type { Metadata, Row } from "./row.js";

export interface WebhookEndpointRow extends Row {
  readonly url: string;
  readonly enabledEvents: readonly string[];
  readonly apiVersion: string | null;
  readonly connect: boolean;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly secret: string;
  /** Secrets that were rolled and still sign for a while. */
  readonly retired?: readonly { readonly secret: string; readonly untilMs: number }[];
  readonly disabled: boolean;
  readonly created: number;
}

/** One event on its way to one endpoint; it is gone once the endpoint answered 2xx or the attempts are used up. */
export interface DeliveryRow extends Row {
  readonly eventId: string;
  readonly endpointId: string;
  readonly attempt: number;
  readonly dueAtMs: number;
  /** Put off once already by order of the control plane. */
  readonly wasDelayed?: boolean;
}
