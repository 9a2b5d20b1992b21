import "reflect-metadata";
import { createHash } from "node:crypto";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import rateLimit from "@fastify/rate-limit";
import websocket from "@fastify/websocket";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { KeyActor } from "../auth/actor.js";
import { TillgraphError } from "../domain/errors.js";
import { createContext } from "../resolvers/context.js";
import { buildGraphqlSchema } from "../resolvers/graphql-schema.js";
import type { Metrics } from "../telemetry/metrics.js";
import type { Deps } from "../use-cases/deps.js";
import { createApolloServer } from "./apollo-server.js";
import { authenticateHeader, findBearerKey } from "./auth.js";
import type { ErrorReporter } from "./errors.js";
import { createGraphiqlHandler } from "./graphiql.js";
import { createGraphqlErrorHandler } from "./graphql-http-errors.js";
import { createSubscriptionHandler } from "./graphql-subscriptions.js";
import { newIncidentId } from "./incident-id.js";
import { sendAway } from "./send-away.js";
import { createWaitingSockets } from "./waiting-sockets.js";

export interface GraphqlOptions {
  deps: Deps;
  production: boolean;
  metrics?: Metrics | undefined;
  requestsPerMinute?: number | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set once the key was checked. */
    actor: KeyActor | null;
  }
}

/** An order of 500 lines with long descriptions is 150 KB. */
const BODY_LIMIT_BYTES = 512 * 1024;
const WEBSOCKET_MESSAGE_LIMIT_BYTES = 256 * 1024;
/** 50 a second for one key: a busy shop's tills share one. It stops a loop gone wild, not a customer. */
const REQUESTS_PER_MINUTE = 3_000;

/** Serves GraphQL under `/graphql`: POST, GET for queries, WebSocket, and GraphiQL for browsers outside production. */
export async function registerGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  await app.register(websocket, { options: { maxPayload: WEBSOCKET_MESSAGE_LIMIT_BYTES }, preClose: sendAway });
  await app.register(async (scope) => {
    await scope.register(rateLimit, { global: false });
    await addRoutes(scope, options);
  });
}

async function addRoutes(scope: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { deps, production, metrics, requestsPerMinute = REQUESTS_PER_MINUTE } = options;
  const schema = buildGraphqlSchema();
  const reporter: ErrorReporter = { log: scope.log, newIncidentId };
  const apollo = createApolloServer({ schema, production, reporter, log: scope.log, metrics });
  await apollo.start();

  const graphiql = production ? null : createGraphiqlHandler();
  const answer = fastifyApolloHandler(apollo, { context: async (request) => createContext(deps, actorOf(request)) });
  const wantsGraphiql = (request: FastifyRequest) => graphiql !== null && isBrowsersVisit(request);
  const limit = scope.rateLimit({ max: requestsPerMinute, timeWindow: "1 minute", keyGenerator: toRateKey });

  const waiting = createWaitingSockets();
  const authenticate = async (request: FastifyRequest): Promise<void> => {
    if (request.ws && waiting.isFull(request.ip)) {
      const message = "Too many connections from this address have not said yet who they are.";
      throw new TillgraphError("RATE_LIMITED", message, { retryable: true });
    }
    // A socket says who it is when it connects, GraphiQL holds nothing worth a key.
    if (request.ws || wantsGraphiql(request)) return;
    request.actor = await authenticateHeader(deps, request.headers.authorization);
  };

  scope.decorateRequest("actor", null);
  scope.setErrorHandler(createGraphqlErrorHandler(reporter));
  scope.route({
    method: "GET",
    url: "/graphql",
    exposeHeadRoute: false,
    onRequest: [limit, authenticate],
    handler: (request: FastifyRequest, reply: FastifyReply) =>
      graphiql !== null && isBrowsersVisit(request) ? graphiql(request, reply) : answer.call(scope, request, reply),
    wsHandler: createSubscriptionHandler({ deps, schema, production, reporter, waiting }),
  });
  scope.route({
    method: "POST",
    url: "/graphql",
    bodyLimit: BODY_LIMIT_BYTES,
    onRequest: [limit, authenticate],
    handler: answer,
  });
}

function actorOf({ actor }: FastifyRequest): KeyActor {
  if (actor === null) throw new TillgraphError("UNAUTHENTICATED", "An API key is needed.");
  return actor;
}

/** A person who opened the address; a program that asks by GET has a query. */
function isBrowsersVisit({ headers, query }: FastifyRequest): boolean {
  const isQuery = typeof query === "object" && query !== null && "query" in query;
  return !isQuery && (headers.accept ?? "").includes("text/html");
}

/** By key, or by address where there is none. Hashed: a key has no business in a table of counters. */
function toRateKey({ headers, ip }: FastifyRequest): string {
  const apiKey = findBearerKey(headers.authorization);
  return apiKey === undefined ? ip : createHash("sha256").update(apiKey).digest("base64");
}
