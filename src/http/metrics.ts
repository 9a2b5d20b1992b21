import type { FastifyInstance } from "fastify";
import type { InboxSample, Metrics } from "../telemetry/metrics.js";

export interface MetricsOptions {
  metrics: Metrics;
  readInbox: () => Promise<InboxSample>;
}

const UNKNOWN: InboxSample = { waiting: Number.NaN, oldestWaitingSeconds: Number.NaN, dead: Number.NaN };

/** `/metrics` in Prometheus's text format. It names operations and counts, no customers and no amounts. */
export function registerMetrics(app: FastifyInstance, { metrics, readInbox }: MetricsOptions): void {
  const { registry } = metrics;
  app.get("/metrics", async (request, reply) => {
    // Without the database all other figures are wanted most: these are shown as unknown then, not as they were.
    const inbox = await readInbox().catch((error: unknown) => {
      request.log.warn({ err: error }, "the inbox could not be counted for the metrics");
      return UNKNOWN;
    });
    metrics.showInbox(inbox);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
