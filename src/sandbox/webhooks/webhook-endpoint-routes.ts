import { assertVersion } from "../api/api-version.js";
import { list } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { newFamilyId } from "../api/new-id.js";
import { route, type Call, type Route } from "../api/route.js";
import { invalidParameter, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import type { WebhookEndpointRow } from "../entities/webhook.js";
import { formatWebhookEndpoint } from "../formatters/webhook-endpoint.js";
import type { ReadFields } from "../validation/param.js";
import { boolean, oneOf, string } from "../validation/scalars.js";
import { emptyableString, expandFields, listFields, metadata } from "../validation/shared-params.js";
import { arrayOf, required } from "../validation/structures.js";
import { EVENT_TYPES } from "./event-types.js";
import { giveUpDeliveries } from "./give-up-deliveries.js";

const answers = "webhook_endpoint";
const all = "/v1/webhook_endpoints";
const one = `${all}/:endpoint`;

const enabledEvents = arrayOf(oneOf("*", ...EVENT_TYPES));

const createFields = {
  ...expandFields,
  api_version: string(),
  connect: boolean(),
  description: emptyableString(),
  enabled_events: required(enabledEvents),
  metadata: metadata(),
  url: required(string()),
} as const;

const updateFields = {
  ...expandFields,
  description: emptyableString(),
  disabled: boolean(),
  enabled_events: enabledEvents,
  metadata: metadata(),
  url: string(),
} as const;

export const webhookEndpointRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createFields, handle: createEndpoint }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listFields,
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.webhook_endpoints,
        params,
        url: all,
        kind: "webhook_endpoint",
        format: formatWebhookEndpoint,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatWebhookEndpoint(getEndpoint(work, ids["endpoint"] ?? "")),
  }),
  route({ method: "POST", path: one, answers, fields: updateFields, handle: updateEndpoint }),
  route({
    method: "DELETE",
    path: one,
    answers,
    fields: {},
    handle: ({ work, ids }) => {
      const { id } = getEndpoint(work, ids["endpoint"] ?? "");
      work.remove("webhook_endpoints", id);
      giveUpDeliveries(work, id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  }),
];

function createEndpoint({ work, params }: Call<ReadFields<typeof createFields>>): StripeObject {
  assertUrl(params.url);
  if (params.api_version !== undefined) assertVersion(params.api_version);
  const endpoint = work.put("webhook_endpoints", {
    id: newFamilyId(work, "we", "1"),
    account: work.account,
    url: params.url,
    enabledEvents: params.enabled_events,
    apiVersion: params.api_version ?? null,
    connect: params.connect ?? false,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    secret: `whsec_${work.drawLetters(32, "whsec")}`,
    disabled: false,
    created: work.nowSeconds,
  });
  return { ...formatWebhookEndpoint(endpoint), secret: endpoint.secret };
}

function updateEndpoint({ work, params, ids }: Call<ReadFields<typeof updateFields>>): StripeObject {
  const endpoint = getEndpoint(work, ids["endpoint"] ?? "");
  if (params.url !== undefined) assertUrl(params.url);
  const updated = work.put("webhook_endpoints", {
    ...endpoint,
    url: params.url ?? endpoint.url,
    enabledEvents: params.enabled_events ?? endpoint.enabledEvents,
    description: params.description === undefined ? endpoint.description : params.description,
    disabled: params.disabled ?? endpoint.disabled,
    metadata: mergeMetadata(endpoint.metadata, params.metadata),
  });
  if (updated.disabled) giveUpDeliveries(work, updated.id);
  return formatWebhookEndpoint(updated);
}

/** Stripe wants a public https address; a sandbox on this machine delivers to loopback. */
function assertUrl(url: string): void {
  if (URL.canParse(url) && /^https?:/.test(url)) return;
  throw invalidParameter({ code: "url_invalid", message: "Not a valid URL", param: "url" });
}

function getEndpoint(work: Work, id: string): WebhookEndpointRow {
  const endpoint = work.find("webhook_endpoints", id);
  if (!endpoint) throw resourceMissing({ kind: "webhook_endpoint", id, param: "webhook_endpoint", status: 404 });
  return endpoint;
}
