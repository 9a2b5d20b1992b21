import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";

@ObjectType("TwintRedirect", { simpleResolvers: true, description: "The open way to TWINT, for the customer." })
export class TwintRedirectType {
  @Field(() => String, {
    description: "Where the customer approves. Open it on the customer's device, or show the code.",
  })
  redirectUrl!: string;

  @Field(() => DateTimeScalar, { description: "Our deadline: at it the payment is canceled at Stripe." })
  deadlineAt!: Date;
}
