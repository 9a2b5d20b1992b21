import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * What a log line says of a request: its route, never its address. Return addresses carry Stripe's client secret and
 * GET queries carry whatever a client asked for.
 */
export const REQUEST_SERIALIZERS = {
  req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url ?? "(none)" }),
  res: (reply: FastifyReply) => ({ statusCode: reply.statusCode }),
};
