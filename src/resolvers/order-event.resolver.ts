import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { OrderEventType } from "../schema/orders/order-event.type.js";
import { OrderType } from "../schema/orders/order.type.js";
import { PaymentType } from "../schema/payments/payment.type.js";
import { subscribeToOrderEvents } from "../use-cases/subscribe-to-order-events.js";
import { type GraphQLContext, renewLoaders } from "./context.js";
import { loadExisting } from "./load-existing.js";

interface OrderEventsArguments {
  orderId: string;
  afterSequence?: number | null;
}

@Resolver(() => OrderEventType)
export class OrderEvents {
  @Subscription(() => OrderEventType, {
    description:
      "An order's events, free of gaps: first what came after `afterSequence`, then what happens from now on. Without it only what happens from now on. For TILL and BACK_OFFICE.",
    subscribe: ({ args, context }: { args: OrderEventsArguments; context: GraphQLContext }) =>
      subscribeToOrderEvents(context.deps, context.actor, {
        orderId: args.orderId,
        afterSequence: args.afterSequence ?? null,
      }),
  })
  orderEvents(
    @Root() event: OrderEventType,
    @Arg("orderId", () => ID) _orderId: string,
    @Arg("afterSequence", () => Int, {
      nullable: true,
      description: "`Order.sequence`, or the last event you saw.",
    })
    _afterSequence: number | null,
    @Ctx() context: GraphQLContext,
  ): OrderEventType {
    // One context serves the whole subscription: without this an event would show what an earlier one read.
    renewLoaders(context);
    return event;
  }

  @FieldResolver(() => OrderType, { description: "The order as it is now." })
  order(@Root() event: OrderEventType, @Ctx() { loaders }: GraphQLContext): Promise<OrderType> {
    return loadExisting(loaders.order, event.orderId);
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: "The payment it is about, as it is now." })
  payment(@Root() event: OrderEventType, @Ctx() { loaders }: GraphQLContext): Promise<PaymentType> | null {
    return event.paymentId === null ? null : loadExisting(loaders.payment, event.paymentId);
  }
}
