import { Field, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";

@ObjectType("OrderEvent", {
  simpleResolvers: true,
  description:
    "Something that happened to an order, after it was committed. `order` and `payment` are as they are now.",
})
export class OrderEventType {
  @Field(() => Int, { description: "Subscribe after the last one you saw to go on without a gap." })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { description: "What happened, such as `payment.authorized`. Take values you don't know." })
  type!: string;

  // For the resolvers of order and payment; not fields of the schema.
  orderId!: string;
  paymentId!: string | null;
}
