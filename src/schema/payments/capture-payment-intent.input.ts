import { Field, ID, InputType } from "type-graphql";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

@InputType("CapturePaymentIntentInput", { description: "Takes held money. Stripe gets the sum of sale and tip." })
export class CapturePaymentIntentInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "What is taken, without the tip. Default: all that is held; the rest of a smaller amount is let go.",
  })
  saleAmountMinor?: number | null;

  @Field(() => MinorUnitsScalar, { defaultValue: 0, description: "A tip on top, where the card allows it." })
  tipMinor!: number;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Connect: the platform's share, corrected." })
  applicationFeeMinor?: number | null;
}
