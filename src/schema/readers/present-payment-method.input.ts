import { Field, ID, InputType } from "type-graphql";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

@InputType("PresentPaymentMethodInput", { description: "Holds a test card to a simulated reader. Never on live keys." })
export class PresentPaymentMethodInput {
  @Field(() => ID)
  readerId!: string;

  @Field(() => String, {
    nullable: true,
    description: "One of Stripe's test card numbers. Default: 4242424242424242, a Visa that works.",
  })
  number?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Present it as an Interac card (Canada)." })
  interac!: boolean;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "The tip the customer chooses on the reader." })
  tipMinor?: number | null;
}
