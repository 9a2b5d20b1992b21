import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, fastify } from "fastify";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";
import type { Deps } from "../use-cases/deps.js";
import { registerGraphql } from "./graphql.js";
import { registerHealth, type Readiness } from "./health.js";
import { newIncidentId } from "./incident-id.js";
import { registerMetrics } from "./metrics.js";
import { answerUnknownRoutes, createErrorHandler } from "./plain-errors.js";
import { REQUEST_SERIALIZERS } from "./request-log.js";
import { registerStripeWebhook, type StripeWebhookOptions } from "./stripe-webhook.js";
import { registerTwintReturn, type TwintReturnOptions } from "./twint-return.js";

export interface HttpServerOptions {
  deps: Deps;
  logger: Logger;
  metrics: Metrics;
  production: boolean;
  ready(): Promise<Readiness>;
  verifyWebhook: StripeWebhookOptions["verify"];
  twint: TwintReturnOptions;
  /** Origins whose pages may call us, `https://till.example`. Default: none, the till's page is served elsewhere. */
  corsOrigins?: readonly string[] | undefined;
}

/** A mutation answers within 2 s; a request that takes this long to arrive is an attack or a dead line. */
const REQUEST_TIME_OUT_MS = 30_000;
const CORS_MAX_AGE_SECONDS = 600;

/** The HTTP server with all its routes. It does not listen: main.ts does, and tests inject. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = createFastify(options.logger);
  const reporter = { log: app.log, newIncidentId };
  app.setErrorHandler(createErrorHandler(reporter));
  answerUnknownRoutes(app);
  await app.register(helmet, {
    // Answers are data; the two pages that we serve bring policies of their own.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(cors, {
    origin: options.corsOrigins === undefined ? false : [...options.corsOrigins],
    methods: ["GET", "POST"],
    allowedHeaders: ["authorization", "content-type", "apollo-require-preflight"],
    exposedHeaders: ["retry-after"],
    maxAge: CORS_MAX_AGE_SECONDS,
  });
  registerHealth(app, options);
  registerMetrics(app, options.metrics);
  registerTwintReturn(app, options.twint);
  await registerStripeWebhook(app, { verify: options.verifyWebhook });
  await registerGraphql(app, options);
  return app;
}

function createFastify(logger: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger.child({}, { serializers: REQUEST_SERIALIZERS });
  return fastify({
    loggerInstance,
    requestTimeout: REQUEST_TIME_OUT_MS,
    // An address that can't be decoded is refused before a route is found; Fastify's own answer would repeat it.
    frameworkErrors: (_error, _request, reply: FastifyReply) => void reply.code(400).send({ error: "bad_request" }),
  });
}
