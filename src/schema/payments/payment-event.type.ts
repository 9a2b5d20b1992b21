import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";

@ObjectType("PaymentEvent", {
  simpleResolvers: true,
  description: "Something that happened to a payment, after it was committed. `payment` is as it is now.",
})
export class PaymentEventType {
  @Field(() => String, { description: "Subscribe after the last one you saw to go on without a gap." })
  cursor!: string;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { description: "What happened, such as `payment.authorized`. Take values you don't know." })
  type!: string;

  // For the resolver of payment; not a field of the schema.
  paymentId!: string;
}
