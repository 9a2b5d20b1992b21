import type { FastifyInstance } from "fastify";
import type { Metrics } from "../telemetry/metrics.js";

/** `/metrics` in Prometheus's text format. It names operations and counts, no customers and no amounts. */
export function registerMetrics(app: FastifyInstance, { registry }: Metrics): void {
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
