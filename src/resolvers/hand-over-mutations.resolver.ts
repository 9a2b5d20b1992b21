import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { ConfirmTwintPaymentInput } from "../schema/payments/confirm-twint-payment.input.js";
import { PaymentPayload } from "../schema/payments/payment-payload.type.js";
import { ProcessPaymentIntentInput } from "../schema/payments/process-payment-intent.input.js";
import { TwintPayload } from "../schema/payments/twint-payload.type.js";
import { CancelReaderActionInput } from "../schema/readers/cancel-reader-action.input.js";
import { cancelReaderAction } from "../use-cases/cancel-reader-action.js";
import { confirmTwintPayment } from "../use-cases/confirm-twint-payment.js";
import { processPaymentIntent } from "../use-cases/process-payment-intent.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class HandOverMutations {
  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Hands a payment to a reader and answers once the reader has it, not once the customer has paid: follow `orderEvents`, or poll. For TILL.",
  })
  processPaymentIntent(
    @Arg("input", () => ProcessPaymentIntentInput) input: ProcessPaymentIntentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return processPaymentIntent(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Cancels at the reader, then reads back what happened: the customer may have paid in the last moment. For TILL.",
  })
  cancelReaderAction(
    @Arg("input", () => CancelReaderActionInput) input: CancelReaderActionInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return cancelReaderAction(deps, actor, input);
  }

  @Mutation(() => TwintPayload, {
    nullable: true,
    description: "Confirms a TWINT payment on the server and answers the way the customer approves it. For TILL.",
  })
  confirmTwintPayment(
    @Arg("input", () => ConfirmTwintPaymentInput) input: ConfirmTwintPaymentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<TwintPayload> {
    return confirmTwintPayment(deps, actor, input);
  }
}
