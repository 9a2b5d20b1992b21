import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ErrorReporter, toFormattedError } from "./errors.js";

/** For routes that are not GraphQL: says what kind of error it was, and nothing that was thrown. */
export function createErrorHandler(reporter: ErrorReporter) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { statusCode } = error;
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
      return reply.code(statusCode).send({ error: "bad_request" });
    }
    const { extensions } = toFormattedError(error, reporter);
    return reply.code(500).send({ error: "internal_server_error", incidentId: extensions?.["incidentId"] });
  };
}

/** Fastify's own 404 repeats the address in its answer and in the log, query and all. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: "not_found" }));
}
