import { Field, ObjectType } from "type-graphql";
import { OrderType } from "../orders/order.type.js";
import { ReaderActionType } from "../readers/reader-action.type.js";
import { PaymentType } from "./payment.type.js";

@ObjectType("PaymentPayload", {
  simpleResolvers: true,
  description:
    "Things as they stand after at most two seconds, which may be before Stripe has answered: follow the payment's `nextSafeActions`.",
})
export class PaymentPayload {
  @Field(() => PaymentType)
  payment!: PaymentType;

  @Field(() => OrderType, { nullable: true, description: "Null only for an adopted payment that is not linked yet." })
  order!: OrderType | null;

  @Field(() => ReaderActionType, { nullable: true, description: "What this call started, ended or found running." })
  action!: ReaderActionType | null;

  @Field(() => [String], { description: "Sentences in English that a cashier should see; mostly empty." })
  warnings!: string[];
}
