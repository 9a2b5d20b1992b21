import type { FastifyInstance } from "fastify";
import { createHttpServer, type HttpServerOptions } from "../../../src/http/create-http-server.js";
import { createMetrics } from "../../../src/telemetry/metrics.js";
import { createKeptLog } from "./kept-log.js";
import { untouchableDeps } from "./untouchable-deps.js";

export interface TestServer {
  app: FastifyInstance;
  /** All that was logged so far. */
  logged: () => string;
}

/** The whole HTTP server with its log kept; a test overrides what it is about. */
export async function createTestServer(options: Partial<HttpServerOptions> = {}): Promise<TestServer> {
  const { logger, logged } = createKeptLog();
  const app = await createHttpServer({
    deps: untouchableDeps,
    logger,
    metrics: createMetrics(),
    production: false,
    ready: async () => ({ ok: true, checks: {} }),
    verifyWebhook: async () => "stored",
    twint: { lookUp: async () => null },
    ...options,
  });
  return { app, logged };
}
