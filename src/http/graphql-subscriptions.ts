import type { WebsocketHandler } from "@fastify/websocket";
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from "graphql";
import { CloseCode, type Context } from "graphql-ws";
import { type Extra, makeHandler } from "graphql-ws/use/@fastify/websocket";
import type { KeyActor } from "../auth/actor.js";
import { TillgraphError } from "../domain/errors.js";
import { createContext } from "../resolvers/context.js";
import type { Deps } from "../use-cases/deps.js";
import { authenticateHeader } from "./auth.js";
import { type ErrorReporter, toFormattedError } from "./errors.js";
import { tooComplex } from "./graphql-limits.js";
import { createPrepareOperation } from "./prepare-operation.js";

/** A till follows a handful of orders, a wall of screens some dozens. */
const MAX_OPERATIONS_PER_SOCKET = 100;
/** Longer than graphql-ws's 3 s: a tablet that wakes up needs some of them for its network. */
const INIT_TIME_OUT_MS = 10_000;

interface SubscriptionOptions {
  deps: Deps;
  schema: GraphQLSchema;
  production: boolean;
  reporter: ErrorReporter;
}

interface Answer {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLError[] | undefined;
}

type SocketExtra = Record<PropertyKey, unknown> & { actor: KeyActor };
type SocketContext = Context<Record<string, unknown> | undefined, Extra & Partial<SocketExtra>>;

/** Serves `graphql-transport-ws`: who connects is found out once, each operation is checked like one over HTTP. */
export function createSubscriptionHandler(options: SubscriptionOptions): WebsocketHandler {
  const { deps, schema, production, reporter } = options;
  const prepare = createPrepareOperation(schema, production);
  return makeHandler<Record<string, unknown> | undefined, SocketExtra>({
    isProd: production,
    connectionInitWaitTimeout: INIT_TIME_OUT_MS,
    onConnect: (socket) => connect(deps, reporter, socket),
    onSubscribe({ subscriptions, extra: { actor } }, _id, payload) {
      if (actor === undefined) return [unauthenticated()];
      if (Object.keys(subscriptions).length > MAX_OPERATIONS_PER_SOCKET) {
        return [tooComplex(`At most ${MAX_OPERATIONS_PER_SOCKET} operations may run on one connection.`)];
      }
      const prepared = prepare(payload);
      return Array.isArray(prepared) ? prepared : { ...prepared, contextValue: createContext(deps, actor) };
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => toFormattedError(error, reporter)),
    onNext: (_context, _id, _payload, _args, result) => withFormattedErrors(result, reporter),
  });
}

/** Answers false for a missing or wrong key, which closes the socket with 4403. */
async function connect(deps: Deps, reporter: ErrorReporter, socket: SocketContext): Promise<boolean> {
  const { connectionParams, extra } = socket;
  const header =
    connectionParams?.["Authorization"] ?? connectionParams?.["authorization"] ?? extra.request.headers.authorization;
  try {
    extra.actor = await authenticateHeader(deps, header);
    return true;
  } catch (error) {
    const { extensions } = toFormattedError(error, reporter);
    if (extensions?.["code"] === "INTERNAL_SERVER_ERROR") {
      extra.socket.close(CloseCode.InternalServerError, "Internal server error");
    }
    return false;
  }
}

function withFormattedErrors({ data, errors }: Answer, reporter: ErrorReporter): FormattedExecutionResult | undefined {
  if (errors === undefined) return undefined;
  const formatted = errors.map((error) => toFormattedError(error, reporter));
  return data === undefined ? { errors: formatted } : { data, errors: formatted };
}

function unauthenticated(): GraphQLError {
  const originalError = new TillgraphError("UNAUTHENTICATED", "An API key is needed.");
  return new GraphQLError(originalError.message, { originalError });
}
