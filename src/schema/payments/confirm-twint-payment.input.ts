import { Field, ID, InputType } from "type-graphql";
import { BillingDetailsInput } from "./billing-details.input.js";

@InputType("ConfirmTwintPaymentInput", { description: "Opens a TWINT payment for the customer." })
export class ConfirmTwintPaymentInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Where the customer ends up, without any secret of Stripe's in it. Default: our own page, which shows the result.",
  })
  returnUrl?: string | null;

  @Field(() => BillingDetailsInput, { nullable: true })
  billingDetails?: BillingDetailsInput | null;
}
