import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { findExcessOf } from "./graphql-complexity.js";
import { createLimitRules, MAX_TOKENS } from "./graphql-limits.js";
import { findUnkeepableText } from "./graphql-texts.js";

export type PrepareOperation = (payload: SubscribePayload) => ExecutionArgs | GraphQLError[];

/** What Apollo does to an operation over HTTP before it runs, for one that came over a WebSocket. */
export function createPrepareOperation(schema: GraphQLSchema, production: boolean): PrepareOperation {
  const introspection: ValidationRule[] = production ? [NoSchemaIntrospectionCustomRule] : [];
  const rules = [...specifiedRules, ...createLimitRules(), ...introspection];
  return ({ query, variables, operationName }) => {
    const document = parseWithinLimit(query);
    if (document instanceof GraphQLError) return [document];
    const errors = validate(schema, document, rules, { hideSuggestions: production });
    if (errors.length > 0) return [...errors];
    const excess = findExcessOf({ schema, document, variables, operationName });
    if (excess !== null) return [excess];
    const unkeepable = findUnkeepableText(document, variables);
    if (unkeepable !== null) return [unkeepable];
    return { schema, document, variableValues: variables ?? null, operationName: operationName ?? null };
  };
}

function parseWithinLimit(query: string): ReturnType<typeof parse> | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
