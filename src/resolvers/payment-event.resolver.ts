import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from "type-graphql";
import { PaymentEventType } from "../schema/payments/payment-event.type.js";
import { PaymentType } from "../schema/payments/payment.type.js";
import { subscribeToPaymentEvents } from "../use-cases/subscribe-to-payment-events.js";
import { type GraphQLContext, renewLoaders } from "./context.js";
import { loadExisting } from "./load-existing.js";

interface PaymentEventsArguments {
  locationIds?: readonly string[] | null;
  afterCursor?: string | null;
}

@Resolver(() => PaymentEventType)
export class PaymentEvents {
  @Subscription(() => PaymentEventType, {
    description:
      "What happens to payments, free of gaps: first what came after `afterCursor`, then what happens from now on. Without it only what happens from now on. For BACK_OFFICE; a key bound to locations sees theirs.",
    subscribe: ({ args, context }: { args: PaymentEventsArguments; context: GraphQLContext }) =>
      subscribeToPaymentEvents(context.deps, context.actor, {
        locationIds: args.locationIds ?? null,
        afterCursor: args.afterCursor ?? null,
      }),
  })
  paymentEvents(
    @Root() event: PaymentEventType,
    @Arg("locationIds", () => [ID], { nullable: true }) _locationIds: string[] | null,
    @Arg("afterCursor", () => String, { nullable: true, description: "The last event you saw." })
    _afterCursor: string | null,
    @Ctx() context: GraphQLContext,
  ): PaymentEventType {
    // One context serves the whole subscription: without this an event would show what an earlier one read.
    renewLoaders(context);
    return event;
  }

  @FieldResolver(() => PaymentType, { description: "The payment as it is now." })
  payment(@Root() event: PaymentEventType, @Ctx() { loaders }: GraphQLContext): Promise<PaymentType> {
    return loadExisting(loaders.payment, event.paymentId);
  }
}
