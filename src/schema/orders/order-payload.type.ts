import { Field, ObjectType } from "type-graphql";
import { OrderType } from "./order.type.js";

@ObjectType("OrderPayload", { simpleResolvers: true })
export class OrderPayload {
  @Field(() => OrderType, { description: "The order as it stands now." })
  order!: OrderType;
}
