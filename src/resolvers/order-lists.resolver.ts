import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Order } from "../domain/order.js";
import { ConnectionArguments } from "../schema/connections/connection-arguments.js";
import { type Connection, toConnection } from "../schema/connections/connection.js";
import { OrderType } from "../schema/orders/order.type.js";
import { TimelineConnection, type TimelineEntryType } from "../schema/orders/timeline-entry.type.js";
import { PaymentConnection } from "../schema/payments/payment.connection.js";
import type { PaymentType } from "../schema/payments/payment.type.js";
import type { GraphQLContext } from "./context.js";
import { pageRequestOf } from "./page-request.js";

@Resolver(() => OrderType)
export class OrderLists {
  @FieldResolver(() => PaymentConnection, { description: "All attempts to pay it, oldest first." })
  async payments(
    @Root() order: Order,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { loaders }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PaymentType>> {
    return toConnection(await loaders.paymentPageOfOrder.load({ id: order.id, page: pageRequestOf(page, info) }));
  }

  @FieldResolver(() => TimelineConnection, { description: "All that happened to it and its payments, oldest first." })
  async timeline(
    @Root() order: Order,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { loaders }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<TimelineEntryType>> {
    return toConnection(await loaders.timelinePageOfOrder.load({ id: order.id, page: pageRequestOf(page, info) }));
  }
}
