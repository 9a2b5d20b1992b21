import { Field, ID, InputType } from "type-graphql";

@InputType("RecheckPaymentInput", { description: "Asks Stripe, and the reader, what is so now." })
export class RecheckPaymentInput {
  @Field(() => ID)
  paymentId!: string;
}
