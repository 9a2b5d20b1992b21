import { Field, ID, InputType } from "type-graphql";

@InputType("CancelPaymentIntentInput", { description: "Ends a payment that took nothing, or lets held money go." })
export class CancelPaymentIntentInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => String, { nullable: true, description: "For the timeline, 500 characters at most." })
  reason?: string | null;
}
