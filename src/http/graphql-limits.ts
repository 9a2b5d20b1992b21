import { ApolloArmor } from "@escape.tech/graphql-armor";
import { GraphQLError, type ValidationContext, type ValidationRule } from "graphql";
import { TillgraphError } from "../domain/errors.js";

/** Tokens are counted before anything else is done: a document of the largest dashboard has some 800. */
export const MAX_TOKENS = 3_000;
/** Orders, their payments, their actions, their readers, and fragments in between: 11 in a rich dashboard. */
const MAX_DEPTH = 16;
/** Several lists side by side in one request; a hundred searches are not. */
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 50;

/** An error that the mapper tells as QUERY_TOO_COMPLEX, with status 400 over HTTP. */
export function tooComplex(message: string): GraphQLError {
  const originalError = new TillgraphError("QUERY_TOO_COMPLEX", message);
  return new GraphQLError(message, { originalError, extensions: { http: { status: 400 } } });
}

/** Validation rules that refuse a document by its shape, before a resolver runs. */
export function createLimitRules(): ValidationRule[] {
  const options = {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, error: GraphQLError) =>
        context?.reportError(tooComplex(error.message.replace(/^Syntax Error: /, ""))),
    ],
  };
  const { validationRules } = new ApolloArmor({
    // Tokens are the parser's own limit, costs are weighed with the variables at hand: see graphql-complexity.ts.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
    maxDepth: { ...options, n: MAX_DEPTH, flattenFragments: true },
    maxAliases: { ...options, n: MAX_ALIASES },
    maxDirectives: { ...options, n: MAX_DIRECTIVES },
  }).protect();
  return [...validationRules];
}
