import type { WebsocketHandler } from "@fastify/websocket";
import {
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from "graphql";
import { CloseCode, type Context, type SubscribePayload } from "graphql-ws";
import { type Extra, makeHandler } from "graphql-ws/use/@fastify/websocket";
import { TillgraphError } from "../domain/errors.js";
import { createContext } from "../resolvers/context.js";
import type { Deps } from "../use-cases/deps.js";
import { authenticateHeader } from "./auth.js";
import { type ErrorReporter, toFormattedError } from "./errors.js";
import { tooComplex } from "./graphql-limits.js";
import { createPrepareOperation, type PrepareOperation } from "./prepare-operation.js";
import { createSocketKey, type SocketKey } from "./socket-key.js";
import { createUnreadSockets } from "./unread-sockets.js";
import type { WaitingSockets } from "./waiting-sockets.js";

/** A till follows a handful of orders, a wall of screens some dozens. */
const MAX_OPERATIONS_PER_SOCKET = 100;
/** Who asks could not be looked up. After graphql-ws's own 4500 a client gives up for good; after this it comes again. */
const TRY_AGAIN_LATER = 1013;
/** A client says who it is with its first message; what stays silent only holds a socket. */
const INIT_TIME_OUT_MS = 3_000;

interface SubscriptionOptions {
  deps: Deps;
  schema: GraphQLSchema;
  production: boolean;
  reporter: ErrorReporter;
  waiting: WaitingSockets;
}

interface Answer {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLError[] | undefined;
}

type SocketExtra = Record<PropertyKey, unknown> & { key: SocketKey };
type SocketContext = Context<Record<string, unknown> | undefined, Extra & Partial<SocketExtra>>;

/** Serves `graphql-transport-ws`: each operation is checked like one over HTTP, its key too. */
export function createSubscriptionHandler(options: SubscriptionOptions): WebsocketHandler {
  const { schema, production, reporter, waiting } = options;
  const prepare = createPrepareOperation(schema, production);
  const unread = createUnreadSockets();
  const serve = makeHandler<Record<string, unknown> | undefined, SocketExtra>({
    isProd: production,
    connectionInitWaitTimeout: INIT_TIME_OUT_MS,
    onConnect: (socket) => connect(options, socket),
    onSubscribe: (socket, _id, payload) => begin(options, prepare, { socket, payload }),
    onPing: ({ extra }) => unread.countPing(extra.socket),
    onError: (_context, _id, _payload, errors) => errors.map((error) => toFormattedError(error, reporter)),
    async onNext({ extra }, _id, { operationName }, { document }, result) {
      // What a mutation did is told in any case: its key was good when it began.
      if (isSubscription(document, operationName)) await closeUnlessValid(extra, reporter);
      return withFormattedErrors(result, reporter);
    },
  });
  return function (socket, request) {
    // Kept: of a socket that is gone the address can't be read any more.
    const { ip } = request;
    waiting.add(ip, socket);
    socket.once("close", () => waiting.remove(ip, socket));
    unread.forgetUnsent(socket);
    return serve.call(this, socket, request);
  };
}

/** Answers false for a missing or wrong key, which closes the socket with 4403. */
async function connect({ deps, reporter, waiting }: SubscriptionOptions, socket: SocketContext): Promise<boolean> {
  const { connectionParams, extra } = socket;
  const header =
    connectionParams?.["Authorization"] ?? connectionParams?.["authorization"] ?? extra.request.headers.authorization;
  try {
    await authenticateHeader(deps, header);
    extra.key = createSocketKey(deps, header);
    waiting.remove(extra.request.ip, extra.socket);
    return true;
  } catch (error) {
    if (!isRefusal(error, reporter)) extra.socket.close(TRY_AGAIN_LATER, "Try again later");
    return false;
  }
}

interface Begun {
  socket: SocketContext;
  payload: SubscribePayload;
}

/** What to run, or the errors to tell. A key that is no longer good ends the socket and all that runs on it. */
async function begin(
  { deps }: SubscriptionOptions,
  prepare: PrepareOperation,
  { socket: { subscriptions, extra }, payload }: Begun,
): Promise<ExecutionArgs | GraphQLError[]> {
  // Until the other end agrees to close, its messages still come: nothing new is begun for them.
  if (extra.socket.readyState !== extra.socket.OPEN) return [new GraphQLError("This connection is closing.")];
  if (Object.keys(subscriptions).length > MAX_OPERATIONS_PER_SOCKET) {
    return [tooComplex(`At most ${MAX_OPERATIONS_PER_SOCKET} operations may run on one connection.`)];
  }
  try {
    if (extra.key === undefined) throw new TillgraphError("UNAUTHENTICATED", "An API key is needed.");
    const actor = await extra.key.check();
    const prepared = prepare(payload);
    return Array.isArray(prepared) ? prepared : { ...prepared, contextValue: createContext(deps, actor) };
  } catch (error) {
    if (isUnauthenticated(error)) extra.socket.close(CloseCode.Forbidden, "Forbidden");
    const originalError = error instanceof Error ? error : new Error(String(error));
    return [new GraphQLError(originalError.message, { originalError })];
  }
}

/** Nothing is sent on a socket that is closing, and all that runs on it ends. */
async function closeUnlessValid({ key, socket }: SocketContext["extra"], reporter: ErrorReporter): Promise<void> {
  try {
    await key?.recheck();
  } catch (error) {
    if (isRefusal(error, reporter)) socket.close(CloseCode.Forbidden, "Forbidden");
    else socket.close(TRY_AGAIN_LATER, "Try again later");
  }
}

function isSubscription(document: DocumentNode, operationName: string | null | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

/** Whether the key was refused; anything else is a fault of ours and logged. */
function isRefusal(error: unknown, reporter: ErrorReporter): boolean {
  if (!isUnauthenticated(error)) toFormattedError(error, reporter);
  return isUnauthenticated(error);
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof TillgraphError && error.code === "UNAUTHENTICATED";
}

function withFormattedErrors({ data, errors }: Answer, reporter: ErrorReporter): FormattedExecutionResult | undefined {
  if (errors === undefined) return undefined;
  const formatted = errors.map((error) => toFormattedError(error, reporter));
  return data === undefined ? { errors: formatted } : { data, errors: formatted };
}
