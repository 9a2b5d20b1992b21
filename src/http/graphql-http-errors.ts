import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { type ErrorCode, TillgraphError } from "../domain/errors.js";
import { type ErrorReporter, toFormattedError } from "./errors.js";

/** Errors before GraphQL is reached have an HTTP status too, so that proxies and simple clients see what is wrong. */
const STATUS_BY_CODE: Partial<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
};

/** Answers errors of the route itself (no key, too large, not JSON, too many) in the shape of a GraphQL answer. */
export function createGraphqlErrorHandler(reporter: ErrorReporter) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const foreseen = toForeseen(error);
    const formatted = toFormattedError(foreseen, reporter);
    const ownStatus = foreseen instanceof TillgraphError ? STATUS_BY_CODE[foreseen.code] : 500;
    const status = isRefusal(error) ? error.statusCode : ownStatus;
    if (status === 401) void reply.header("www-authenticate", "Bearer");
    return reply
      .code(status ?? 500)
      .type("application/json; charset=utf-8")
      .send({ errors: [formatted] });
  };
}

/** Fastify's own refusals are the request's fault. */
function toForeseen(error: FastifyError): unknown {
  if (!isRefusal(error)) return error;
  if (error.statusCode === 429) return rateLimited();
  return new TillgraphError("BAD_USER_INPUT", error.message);
}

function isRefusal(error: FastifyError): error is FastifyError & { statusCode: number } {
  const { statusCode } = error;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500;
}

function rateLimited(): TillgraphError {
  return new TillgraphError("RATE_LIMITED", "Too many requests with this key. See Retry-After.", { retryable: true });
}
