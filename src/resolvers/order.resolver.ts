import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { NextSafeAction } from "../domain/next-safe-action.js";
import type { Order } from "../domain/order.js";
import { chargeableMinor, dueMinor, overpaidMinor } from "../domain/reservations.js";
import { LocationType } from "../schema/locations/location.type.js";
import { NextSafeActionType } from "../schema/next-safe-action.type.js";
import { OrderLineType } from "../schema/orders/order-line.type.js";
import { OrderType } from "../schema/orders/order.type.js";
import { MinorUnitsScalar } from "../schema/scalars/minor-units.scalar.js";
import type { GraphQLContext } from "./context.js";
import { loadExisting } from "./load-existing.js";

@Resolver(() => OrderType)
export class OrderFields {
  @FieldResolver(() => LocationType, { description: "The shop it was made in." })
  location(@Root() order: Order, @Ctx() { loaders }: GraphQLContext): Promise<LocationType> {
    return loadExisting(loaders.location, order.locationId);
  }

  @FieldResolver(() => MinorUnitsScalar, { description: "What is neither paid nor held yet." })
  dueMinor(@Root() order: Order): number {
    return dueMinor(order.totalMinor, order);
  }

  @FieldResolver(() => MinorUnitsScalar, {
    description:
      "What another tender may take now: due, less reserved. Of a completed order, what `recordPayment` takes in the place of missing money; of a canceled one, 0.",
  })
  chargeableMinor(@Root() order: Order): number {
    return chargeableMinor(order);
  }

  @FieldResolver(() => MinorUnitsScalar, { description: "Taken or held beyond the total and not given back." })
  overpaidMinor(@Root() order: Order): number {
    return overpaidMinor(order.totalMinor, order);
  }

  @FieldResolver(() => [NextSafeActionType], { description: "What may be done about the order as a whole." })
  nextSafeActions(@Root() order: Order, @Ctx() { loaders }: GraphQLContext): Promise<NextSafeAction[]> {
    return loaders.nextActionsOfOrder.load(order.id);
  }

  @FieldResolver(() => [OrderLineType], { description: "The receipt's lines, 500 at most." })
  lines(@Root() order: Order, @Ctx() { loaders }: GraphQLContext): Promise<OrderLineType[]> {
    return loaders.linesOfOrder.load(order.id);
  }
}
