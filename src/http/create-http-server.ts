import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";
import type { Deps } from "../use-cases/deps.js";
import { getInboxBacklog } from "../use-cases/get-inbox-backlog.js";
import { createFastify } from "./create-fastify.js";
import { registerGraphql } from "./graphql.js";
import { registerHealth, type Readiness } from "./health.js";
import { registerMetrics } from "./metrics.js";
import { registerStripeWebhook, type StripeWebhookOptions } from "./stripe-webhook.js";
import { registerTwintReturn, type TwintReturnOptions } from "./twint-return.js";

export interface HttpServerOptions {
  deps: Deps;
  logger: Logger;
  metrics: Metrics;
  production: boolean;
  ready: () => Promise<Readiness>;
  verifyWebhook: StripeWebhookOptions["verify"];
  twint: TwintReturnOptions;
  /** Origins whose pages may call us, `https://till.example`. Default: none, the till's page is served elsewhere. */
  corsOrigins?: readonly string[] | undefined;
  /** How many GraphQL requests one key may make. Default: 3,000. */
  requestsPerMinute?: number | undefined;
}

const CORS_MAX_AGE_SECONDS = 600;

/** The HTTP server with all its routes. It does not listen: main.ts does, and tests inject. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { corsOrigins = [] } = options;
  const app = createFastify(options.logger);
  await app.register(helmet, {
    // Answers are data; the two pages that we serve bring policies of their own.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(cors, {
    origin: corsOrigins.length === 0 ? false : [...corsOrigins],
    methods: ["GET", "POST"],
    allowedHeaders: ["authorization", "content-type", "apollo-require-preflight"],
    exposedHeaders: ["retry-after"],
    maxAge: CORS_MAX_AGE_SECONDS,
  });
  registerHealth(app, options);
  registerMetrics(app, { metrics: options.metrics, readInbox: () => getInboxBacklog(options.deps) });
  registerTwintReturn(app, options.twint);
  await registerStripeWebhook(app, { verify: options.verifyWebhook });
  await registerGraphql(app, options);
  return app;
}
