import { Field, ID, InputType } from "type-graphql";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

@InputType("UpdatePaymentIntentInput", {
  description: "What changes about a payment that took nothing yet. It must be handed over again afterwards.",
})
export class UpdatePaymentIntentInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "The new amount, within what is chargeable." })
  amountMinor?: number | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Connect: the platform's share." })
  applicationFeeMinor?: number | null;
}
