import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { CancelOrderInput } from "../schema/orders/cancel-order.input.js";
import { CompleteOrderInput } from "../schema/orders/complete-order.input.js";
import { CreateOrderInput } from "../schema/orders/create-order.input.js";
import { OrderPayload } from "../schema/orders/order-payload.type.js";
import { UpdateOrderInput } from "../schema/orders/update-order.input.js";
import { cancelOrder } from "../use-cases/cancel-order.js";
import { completeOrder } from "../use-cases/complete-order.js";
import { createOrder } from "../use-cases/create-order.js";
import { updateOrder } from "../use-cases/update-order.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class OrderMutations {
  @Mutation(() => OrderPayload, { nullable: true, description: "Opens an order. For TILL." })
  async createOrder(
    @Arg("input", () => CreateOrderInput) input: CreateOrderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<OrderPayload> {
    return { order: await createOrder(deps, actor, input) };
  }

  @Mutation(() => OrderPayload, {
    nullable: true,
    description: "Changes an open order. The total can't fall below what is paid, held or reserved. For TILL.",
  })
  async updateOrder(
    @Arg("input", () => UpdateOrderInput) input: UpdateOrderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<OrderPayload> {
    return { order: await updateOrder(deps, actor, input) };
  }

  @Mutation(() => OrderPayload, {
    nullable: true,
    description:
      "The goods are handed over: completes the order and writes down a capture for each hold, in one transaction. Refused while money is due or something is under way. Where a hold turns out to be gone, the order is completed all the same, and the answer is STRIPE_REFUSED with the effect POSSIBLE: keep the goods. Success with the `paymentState` AUTHORIZED means that the money is held and its capture is under way: the goods may be handed over, and `orderEvents` tells when it is taken, or that it was not. While Stripe does not answer, an order with a hold to take stays open: STRIPE_UNAVAILABLE. For TILL.",
  })
  async completeOrder(
    @Arg("input", () => CompleteOrderInput) input: CompleteOrderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<OrderPayload> {
    return { order: await completeOrder(deps, actor, input) };
  }

  @Mutation(() => OrderPayload, {
    nullable: true,
    description:
      "Gives up a sale and cancels its idle intents. Refused once money was taken or may still be, and with STRIPE_UNAVAILABLE where a hold is to be let go and Stripe does not answer. For TILL.",
  })
  async cancelOrder(
    @Arg("input", () => CancelOrderInput) input: CancelOrderInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<OrderPayload> {
    return { order: await cancelOrder(deps, actor, input) };
  }
}
