import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLContext } from "../resolvers/context.js";
import type { Metrics } from "../telemetry/metrics.js";

const NANOSECONDS = 1e9;

/** Counts and times operations over HTTP. Time here is the process's own, never a business clock. */
export function measureOperations(metrics: Metrics): ApolloServerPlugin<GraphQLContext> {
  return {
    async requestDidStart() {
      const startedAt = process.hrtime.bigint();
      return {
        async willSendResponse({ operationName, errors }) {
          const seconds = Number(process.hrtime.bigint() - startedAt) / NANOSECONDS;
          const outcome = errors === undefined || errors.length === 0 ? "ok" : "error";
          metrics.observeGraphqlOperation({ name: operationName ?? null, outcome, seconds });
        },
      };
    },
  };
}
