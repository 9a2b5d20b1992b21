import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { CancelPaymentIntentInput } from "../schema/payments/cancel-payment-intent.input.js";
import { CapturePaymentIntentInput } from "../schema/payments/capture-payment-intent.input.js";
import { CreatePaymentIntentInput } from "../schema/payments/create-payment-intent.input.js";
import { PaymentPayload } from "../schema/payments/payment-payload.type.js";
import { RecheckPaymentInput } from "../schema/payments/recheck-payment.input.js";
import { UpdatePaymentIntentInput } from "../schema/payments/update-payment-intent.input.js";
import { cancelPaymentIntent } from "../use-cases/cancel-payment-intent.js";
import { capturePaymentIntent } from "../use-cases/capture-payment-intent.js";
import { createPaymentIntent } from "../use-cases/create-payment-intent.js";
import { recheckPayment } from "../use-cases/recheck-payment.js";
import { updatePaymentIntent } from "../use-cases/update-payment-intent.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class PaymentIntentMutations {
  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Creates a PaymentIntent for a share of an order, within what is chargeable. Go on with `processPaymentIntent` or `confirmTwintPayment`. For TILL.",
  })
  createPaymentIntent(
    @Arg("input", () => CreatePaymentIntentInput) input: CreatePaymentIntentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return createPaymentIntent(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description: "Changes a payment that took nothing yet. An edited payment must be handed over again. For TILL.",
  })
  updatePaymentIntent(
    @Arg("input", () => UpdatePaymentIntentInput) input: UpdatePaymentIntentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return updatePaymentIntent(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Ends a payment that took nothing, or lets held money go. Its share is free for another tender once Stripe says canceled. For TILL and BACK_OFFICE.",
  })
  cancelPaymentIntent(
    @Arg("input", () => CancelPaymentIntentInput) input: CancelPaymentIntentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return cancelPaymentIntent(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Takes held money, all of it unless an amount is given, and never more of it than is due. For TILL and BACK_OFFICE.",
  })
  capturePaymentIntent(
    @Arg("input", () => CapturePaymentIntentInput) input: CapturePaymentIntentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return capturePaymentIntent(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description: "Asks Stripe, and the reader, what is so now, and records it. Starts nothing. For every role.",
  })
  recheckPayment(
    @Arg("input", () => RecheckPaymentInput) input: RecheckPaymentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return recheckPayment(deps, actor, input);
  }
}
