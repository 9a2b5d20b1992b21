import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { type Connection, toConnection } from "../schema/connections/connection.js";
import { PaymentConnection } from "../schema/payments/payment.connection.js";
import { PaymentExplanationType } from "../schema/payments/payment-explanation.type.js";
import { PaymentType } from "../schema/payments/payment.type.js";
import { PaymentsArguments } from "../schema/payments/payments.arguments.js";
import { RefundType } from "../schema/payments/refund.type.js";
import { explainPayment } from "../use-cases/explain-payment.js";
import { findPaymentByStripeId } from "../use-cases/find-payment-by-stripe-id.js";
import { findPayment } from "../use-cases/find-payment.js";
import { findRefund } from "../use-cases/find-refund.js";
import { listPayments } from "../use-cases/list-payments.js";
import type { GraphQLContext } from "./context.js";
import { pageRequestOf } from "./page-request.js";

@Resolver()
export class PaymentQueries {
  @Query(() => PaymentType, { nullable: true, description: "Null where there is none. For TILL and BACK_OFFICE." })
  payment(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<PaymentType | null> {
    return findPayment(deps, actor, id);
  }

  @Query(() => PaymentType, {
    nullable: true,
    description:
      "Finds a payment by its PaymentIntent, `pi_…`, as Stripe's dashboard shows it. For TILL and BACK_OFFICE.",
  })
  paymentByStripeId(
    @Arg("stripePaymentIntentId", () => String) stripePaymentIntentId: string,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentType | null> {
    return findPaymentByStripeId(deps, actor, stripePaymentIntentId);
  }

  @Query(() => PaymentConnection, { description: "For TILL and BACK_OFFICE; a key bound to locations sees theirs." })
  async payments(
    @Args(() => PaymentsArguments) { filter, sort, ...page }: PaymentsArguments,
    @Ctx() { deps, actor }: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PaymentType>> {
    return toConnection(
      await listPayments(deps, actor, { filter: filter ?? {}, sort, page: pageRequestOf(page, info) }),
    );
  }

  @Query(() => PaymentExplanationType, {
    nullable: true,
    description: "What happened to a payment, for people to read. For BACK_OFFICE and OPERATOR.",
  })
  explainPayment(
    @Arg("id", () => ID) id: string,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentExplanationType | null> {
    return explainPayment(deps, actor, id);
  }

  @Query(() => RefundType, { nullable: true, description: "Null where there is none. For TILL and BACK_OFFICE." })
  refund(@Arg("id", () => ID) id: string, @Ctx() { deps, actor }: GraphQLContext): Promise<RefundType | null> {
    return findRefund(deps, actor, id);
  }
}
