import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { PaymentPayload } from "../schema/payments/payment-payload.type.js";
import { RecordPaymentInput } from "../schema/payments/record-payment.input.js";
import { VoidRecordedPaymentInput } from "../schema/payments/void-recorded-payment.input.js";
import { recordPayment } from "../use-cases/record-payment.js";
import { voidRecordedPayment } from "../use-cases/void-recorded-payment.js";
import type { GraphQLContext } from "./context.js";

@Resolver()
export class RecordedPaymentMutations {
  @Mutation(() => PaymentPayload, {
    nullable: true,
    description:
      "Writes down cash or another tender that was taken without Stripe, within what is chargeable. A completed order takes it for money that is missing, and stays completed. For TILL.",
  })
  recordPayment(
    @Arg("input", () => RecordPaymentInput) input: RecordPaymentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return recordPayment(deps, actor, input);
  }

  @Mutation(() => PaymentPayload, {
    nullable: true,
    description: "Takes back an entry of cash or another tender, with a reason. For TILL and BACK_OFFICE.",
  })
  voidRecordedPayment(
    @Arg("input", () => VoidRecordedPaymentInput) input: VoidRecordedPaymentInput,
    @Ctx() { deps, actor }: GraphQLContext,
  ): Promise<PaymentPayload> {
    return voidRecordedPayment(deps, actor, input);
  }
}
