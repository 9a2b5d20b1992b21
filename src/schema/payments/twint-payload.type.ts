import { Field, ObjectType } from "type-graphql";
import { OrderType } from "../orders/order.type.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { PaymentType } from "./payment.type.js";

@ObjectType("TwintPayload", { simpleResolvers: true })
export class TwintPayload {
  @Field(() => PaymentType)
  payment!: PaymentType;

  @Field(() => OrderType)
  order!: OrderType;

  @Field(() => String, {
    description: "Where the customer approves. Open it on the customer's device, or show the code.",
  })
  redirectUrl!: string;

  @Field(() => DateTimeScalar, { description: "Our deadline: at it the payment is canceled at Stripe." })
  deadlineAt!: Date;
}
