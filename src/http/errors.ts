import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { type ErrorDetails, type ErrorCode, TillgraphError } from "../domain/errors.js";
import { fieldNamedIn } from "./field-named-in.js";

/** Where unforeseen errors go, and how they are told apart afterwards. */
export interface ErrorReporter {
  log: { error: (details: object, message: string) => void };
  newIncidentId: () => string;
}

/** The errors of a GraphQL answer carry these, always the first three. */
export interface ErrorExtensions extends Omit<ErrorDetails, "retryable" | "effect"> {
  code: ErrorCode;
  retryable: boolean;
  effect: "NONE" | "POSSIBLE";
}

interface ShownError {
  message: string;
  extensions: ErrorExtensions & Record<string, unknown>;
}

/**
 * Turns whatever was thrown into what a client gets. What we foresaw and what GraphQL refuses is told as it is;
 * anything else is masked, because its message may hold SQL, parameters or a secret, and logged under the same id.
 */
export function toFormattedError(error: unknown, reporter: ErrorReporter): GraphQLFormattedError {
  const shown = toShownError(error, reporter);
  if (!(error instanceof GraphQLError)) return shown;
  return {
    ...shown,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
}

function toShownError(error: unknown, reporter: ErrorReporter): ShownError {
  const root = rootOf(error);
  if (root instanceof TillgraphError) return toForeseen(root);
  // The outer one is told: it names the variable and the place in it, where the inner one is only a scalar's complaint.
  if (root instanceof GraphQLError && isClientsFault(root, error)) {
    return toRefusedRequest(error instanceof GraphQLError ? error : root);
  }
  return toMasked(root, reporter);
}

/** Apollo and graphql-js wrap errors in errors; the innermost is what was thrown. */
function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError !== undefined) current = current.originalError;
  return current;
}

function toForeseen({ code, message, details }: TillgraphError): ShownError {
  const { retryable = false, effect = "NONE", ...others } = details;
  return { message, extensions: { code, retryable, effect, ...others } };
}

/**
 * GraphQL's own errors have no path when the request is at fault. With one they arose while a field was resolved: an
 * argument that could not be read is still the client's, a value of ours that an enum or Int can't show is not.
 */
function isClientsFault(root: GraphQLError, error: unknown): boolean {
  const hasPath = error instanceof GraphQLError && error.path !== undefined;
  return !hasPath || root.message.startsWith("Argument ");
}

function toRefusedRequest(error: GraphQLError): ShownError {
  const code = isTooManyTokens(error) ? "QUERY_TOO_COMPLEX" : "BAD_USER_INPUT";
  const field = fieldNamedIn(error.message);
  return {
    message: error.message,
    extensions: { code, retryable: false, effect: "NONE", ...(field === undefined ? {} : { field }) },
  };
}

/** The parser's own limit (`maxTokens`) has no code to know it by; its spelling is graphql 16's. */
function isTooManyTokens({ message }: GraphQLError): boolean {
  return /Document contains more tha[nt] \d+ tokens/.test(message);
}

function toMasked(root: unknown, { log, newIncidentId }: ErrorReporter): ShownError {
  const incidentId = newIncidentId();
  log.error({ err: root, incidentId }, "an unforeseen error was masked");
  return {
    message: `Something went wrong on our side (incident ${incidentId}).`,
    extensions: { code: "INTERNAL_SERVER_ERROR", retryable: false, effect: "POSSIBLE", incidentId },
  };
}
