import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, fastify } from "fastify";
import type { Logger } from "../telemetry/logger.js";
import { newIncidentId } from "./incident-id.js";
import { answerUnknownRoutes, createErrorHandler } from "./plain-errors.js";
import { REQUEST_SERIALIZERS } from "./request-log.js";

/** A mutation answers within 2 s; a request that takes this long to arrive is an attack or a dead line. */
const REQUEST_TIME_OUT_MS = 30_000;

/** A server without routes, whose log and error answers never repeat an address or what was thrown. */
export function createFastify(logger: Logger): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger.child({}, { serializers: REQUEST_SERIALIZERS });
  const app = fastify({
    loggerInstance,
    requestTimeout: REQUEST_TIME_OUT_MS,
    // An address that can't be decoded is refused before a route is found; Fastify's own answer would repeat it.
    frameworkErrors: (_error, _request, reply: FastifyReply) => void reply.code(400).send({ error: "bad_request" }),
  });
  app.setErrorHandler(createErrorHandler({ log: app.log, newIncidentId }));
  answerUnknownRoutes(app);
  return app;
}
