import { type DocumentNode, type GraphQLError, type GraphQLSchema, getNamedType, isCompositeType } from "graphql";
import { getOperationAST, getVariableValues } from "graphql";
import { type ComplexityEstimator, fieldExtensionsEstimator, getComplexity } from "graphql-query-complexity";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../domain/page.js";
import { tooComplex } from "./graphql-limits.js";

/**
 * About as many objects as one request may make us read. A back office's widest view, 100 orders with 20 payments each
 * and their actions, refunds and readers, weighs some 16,000; three lists of 100 within each other weigh a million.
 */
const MAX_COMPLEXITY = 50_000;

export interface WeighedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  variables: Record<string, unknown> | null | undefined;
  operationName: string | null | undefined;
}

/** The error for an operation that would read too much, or null. Weighed with the variables: `first` is mostly one. */
export function findExcessOf({ schema, document, variables, operationName }: WeighedOperation): GraphQLError | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const values = variables ?? {};
  // Execution refuses variables that don't fit, with a better message than a weighing could give.
  if (getVariableValues(schema, operation.variableDefinitions ?? [], values).errors !== undefined) return null;
  const complexity = getComplexity({
    schema,
    query: document,
    variables: values,
    ...(operationName ? { operationName } : {}),
    estimators: [fieldExtensionsEstimator(), connectionEstimator, objectEstimator],
  });
  if (complexity <= MAX_COMPLEXITY) return null;
  return tooComplex(`This would read too much at once: it weighs ${complexity}, ${MAX_COMPLEXITY} is the most.`);
}

/** A connection weighs its page: everything below it may be read for each of its rows. */
const connectionEstimator: ComplexityEstimator = ({ field, args, childComplexity }) => {
  if (!getNamedType(field.type).name.endsWith("Connection")) return undefined;
  const size: unknown = args["first"] ?? args["last"] ?? DEFAULT_PAGE_SIZE;
  // A larger page weighs no more: its resolver refuses it, by the argument's name.
  const rows = typeof size === "number" ? Math.min(Math.max(1, size), MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
  return 1 + rows * childComplexity;
};

/** An object weighs one, a scalar nothing: it is there once its object is. */
const objectEstimator: ComplexityEstimator = ({ field, childComplexity }) =>
  isCompositeType(getNamedType(field.type)) ? 1 + childComplexity : 0;
