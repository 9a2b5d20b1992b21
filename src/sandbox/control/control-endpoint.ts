import { z } from "zod";

import { jsonResponse, type SandboxResponse } from "../http/exchange.js";
import type { Sandboxed } from "./control-deps.js";

const endpointBody = z.strictObject({
  roll_secret: z.literal(true),
  /** How long the old secret signs beside the new one; at the Dashboard up to 24 hours. */
  old_expires_in_ms: z.number().int().min(0).max(86_400_000).default(86_400_000),
});

/** What the Dashboard does to a webhook endpoint and the API can't: a new signing secret. */
export function controlEndpoint({ engine }: Sandboxed, id: string, body: unknown): SandboxResponse {
  const { old_expires_in_ms: expiresInMs } = endpointBody.parse(body);
  const endpoint = engine.state.tables.webhook_endpoints.find(id);
  if (!endpoint) return jsonResponse(404, { error: `no such webhook endpoint: ${id}` });

  const secret = engine.perform(endpoint.account, (work) => {
    const rolled = `whsec_${work.drawLetters(32, "whsec")}`;
    const retired = { secret: endpoint.secret, untilMs: work.nowMs + expiresInMs };
    work.put("webhook_endpoints", { ...endpoint, secret: rolled, retired: [retired, ...(endpoint.retired ?? [])] });
    return rolled;
  });
  return jsonResponse(200, { id, secret });
}
