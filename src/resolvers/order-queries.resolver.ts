import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { type Connection, toConnection } from "../schema/connections/connection.js";
import { OrderConnection } from "../schema/orders/order.connection.js";
import { OrderType } from "../schema/orders/order.type.js";
import { OrdersArguments } from "../schema/orders/orders.arguments.js";
import { findOrderByReference } from "../use-cases/find-order-by-reference.js";
import { findOrder } from "../use-cases/find-order.js";
import { listOrders } from "../use-cases/list-orders.js";
import type { GraphQLContext } from "./context.js";
import { pageRequestOf } from "./page-request.js";

@Resolver()
export class OrderQueries {
  @Query(() => OrderType, { nullable: true, description: "Null where there is none. For TILL and BACK_OFFICE." })
  order(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<OrderType | null> {
    return findOrder(deps, actor, id);
  }

  @Query(() => OrderType, {
    nullable: true,
    description:
      "Finds an order by the POS's own number, after a crash of the till for example. For TILL and BACK_OFFICE.",
  })
  orderByReference(
    @Arg("reference", () => String) reference: string,
    @Arg("locationId", () => ID) locationId: string,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<OrderType | null> {
    return findOrderByReference(deps, actor, { reference, locationId });
  }

  @Query(() => OrderConnection, { description: "For TILL and BACK_OFFICE; a key bound to locations sees theirs." })
  async orders(
    @Args(() => OrdersArguments) { filter, sort, ...page }: OrdersArguments,
    @Ctx() { deps, actor }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<OrderType>> {
    return toConnection(await listOrders(deps, actor, { filter: filter ?? {}, sort, page: pageRequestOf(page, info) }));
  }
}
