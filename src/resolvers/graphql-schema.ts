import "reflect-metadata";
import { defaultFieldResolver, type GraphQLSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { type GraphQLContext, renewLoaders } from "./context.js";
import { HandOverMutations } from "./hand-over-mutations.resolver.js";
import { Locations } from "./location.resolver.js";
import { NodeQuery } from "./node.resolver.js";
import { OrderEvents } from "./order-event.resolver.js";
import { OrderLists } from "./order-lists.resolver.js";
import { OrderMutations } from "./order-mutations.resolver.js";
import { OrderQueries } from "./order-queries.resolver.js";
import { OrderFields } from "./order.resolver.js";
import { PaymentIntentMutations } from "./payment-intent-mutations.resolver.js";
import { PaymentEvents } from "./payment-event.resolver.js";
import { PaymentQueries } from "./payment-queries.resolver.js";
import { PaymentFields } from "./payment.resolver.js";
import { ReaderActionFields } from "./reader-action.resolver.js";
import { ReaderMutations } from "./reader-mutations.resolver.js";
import { Readers } from "./reader.resolver.js";
import { RecordedPaymentMutations } from "./recorded-payment-mutations.resolver.js";
import { RefundFields } from "./refund.resolver.js";
import { ServerInfoQuery } from "./server-info.resolver.js";
import { TwintPayloadFields, TwintRedirectFields } from "./twint.resolver.js";

/** TypeGraphQL asks for a bus as soon as there is a subscription; ours bring their own streams. */
const NO_TOPICS = {
  publish: () => undefined,
  subscribe: (): never => {
    throw new Error("Subscriptions stream from a use case, not from a topic.");
  },
};

/** Builds the executable schema. Inputs are checked by their scalars and by the use cases, not by class-validator. */
export function buildGraphqlSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    validate: false,
    pubSub: NO_TOPICS,
    resolvers: [
      ServerInfoQuery,
      NodeQuery,
      OrderQueries,
      OrderMutations,
      OrderFields,
      OrderLists,
      OrderEvents,
      PaymentEvents,
      PaymentQueries,
      PaymentIntentMutations,
      HandOverMutations,
      RecordedPaymentMutations,
      PaymentFields,
      TwintRedirectFields,
      TwintPayloadFields,
      RefundFields,
      Readers,
      ReaderMutations,
      ReaderActionFields,
      Locations,
    ],
  });
  renewLoadersAfterMutations(schema);
  return schema;
}

/** Root mutations run one after the other: what one changed must not be hidden by what was read before it. */
function renewLoadersAfterMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args, context: GraphQLContext, info) => {
      try {
        return await resolve(source, args, context, info);
      } finally {
        renewLoaders(context);
      }
    };
  }
}
