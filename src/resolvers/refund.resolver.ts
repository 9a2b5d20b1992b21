import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { PaymentType } from "../schema/payments/payment.type.js";
import { RefundType } from "../schema/payments/refund.type.js";
import type { GraphQLContext } from "./context.js";
import { loadExisting } from "./load-existing.js";

@Resolver(() => RefundType)
export class RefundFields {
  @FieldResolver(() => PaymentType)
  payment(@Root() refund: RefundType, @Ctx() { loaders }: GraphQLContext): Promise<PaymentType> {
    return loadExisting(loaders.payment, refund.paymentId);
  }
}
