import { Field, ID, InputType } from "type-graphql";

@InputType("VoidRecordedPaymentInput", { description: "Takes back an entry of cash or another tender." })
export class VoidRecordedPaymentInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => String, { description: "For the timeline." })
  reason!: string;
}
