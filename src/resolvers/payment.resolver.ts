import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { NextSafeAction } from "../domain/next-safe-action.js";
import type { Payment } from "../domain/payment.js";
import { NextSafeActionType } from "../schema/next-safe-action.type.js";
import { OrderType } from "../schema/orders/order.type.js";
import { PaymentType } from "../schema/payments/payment.type.js";
import { RefundType } from "../schema/payments/refund.type.js";
import { TwintRedirectType } from "../schema/payments/twint-redirect.type.js";
import { ReaderActionType } from "../schema/readers/reader-action.type.js";
import type { GraphQLContext } from "./context.js";
import { loadExisting } from "./load-existing.js";

@Resolver(() => PaymentType)
export class PaymentFields {
  @FieldResolver(() => OrderType, {
    nullable: true,
    description: "Null only while an adopted payment waits to be linked.",
  })
  order(@Root() payment: Payment, @Ctx() { loaders }: GraphQLContext): Promise<OrderType> | null {
    return payment.orderId === null ? null : loadExisting(loaders.order, payment.orderId);
  }

  @FieldResolver(() => [NextSafeActionType], {
    description: "What may be done now, the likeliest first: what a till shows as its buttons.",
  })
  nextSafeActions(@Root() payment: Payment, @Ctx() { loaders }: GraphQLContext): Promise<NextSafeAction[]> {
    return loaders.nextActionsOfPayment.load(payment.id);
  }

  @FieldResolver(() => TwintRedirectType, {
    nullable: true,
    description: "While a TWINT payment waits for the customer.",
  })
  async twint(@Root() payment: Payment, @Ctx() { loaders }: GraphQLContext): Promise<TwintRedirectType | null> {
    if (payment.tender !== "TWINT") return null;
    const action = await loaders.openRedirectOfPayment.load(payment.id);
    if (action === null || action.redirectUrl === null) return null;
    return { redirectUrl: action.redirectUrl, deadlineAt: action.deadlineAt };
  }

  @FieldResolver(() => [ReaderActionType], { description: "The latest 50 attempts, oldest first." })
  actions(@Root() payment: Payment, @Ctx() { loaders }: GraphQLContext): Promise<ReaderActionType[]> {
    return loaders.actionsOfPayment.load(payment.id);
  }

  @FieldResolver(() => [RefundType], { description: "The latest 50, oldest first." })
  refunds(@Root() payment: Payment, @Ctx() { loaders }: GraphQLContext): Promise<RefundType[]> {
    return loaders.refundsOfPayment.load(payment.id);
  }
}
