import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { FastifyBaseLogger } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { GraphQLContext } from "../resolvers/context.js";
import type { Metrics } from "../telemetry/metrics.js";
import { type ErrorReporter, toFormattedError } from "./errors.js";
import { findExcessOf } from "./graphql-complexity.js";
import { createLimitRules, MAX_TOKENS } from "./graphql-limits.js";
import { findUnkeepableText } from "./graphql-texts.js";
import { measureOperations } from "./measure-operations.js";

interface ApolloOptions {
  schema: GraphQLSchema;
  production: boolean;
  reporter: ErrorReporter;
  log: FastifyBaseLogger;
  metrics: Metrics | undefined;
}

export function createApolloServer(options: ApolloOptions): ApolloServer<GraphQLContext> {
  const { schema, production, reporter, log, metrics } = options;
  return new ApolloServer<GraphQLContext>({
    schema,
    introspection: !production,
    nodeEnv: production ? "production" : "development",
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // main.ts closes with grace, and is the only one to listen to signals.
    stopOnTerminationSignals: false,
    // Keys travel in a header that no form and no image can send, so a request that has it was not forged.
    csrfPrevention: { requestHeaders: ["authorization", "apollo-require-preflight"] },
    logger: log,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: createLimitRules(),
    formatError: (_formatted, error) => toFormattedError(error, reporter),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // By default it wraps every field, which costs more than the resolvers.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      refuseExcess(),
      ...(metrics === undefined ? [] : [measureOperations(metrics)]),
    ],
  });
}

function refuseExcess(): ApolloServerPlugin<GraphQLContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ schema, document, request: { variables, operationName } }) {
        const excess = findExcessOf({ schema, document, variables, operationName });
        if (excess !== null) throw excess;
        const unkeepable = findUnkeepableText(document, variables);
        if (unkeepable !== null) throw unkeepable;
      },
    }),
  };
}
