import { Field, Int, ObjectType } from "type-graphql";
import type { OrderLine } from "../../domain/order.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

@ObjectType("OrderLine", { simpleResolvers: true, description: "One line of the receipt, as the POS gave it." })
export class OrderLineType implements OrderLine {
  @Field(() => String)
  description!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => MinorUnitsScalar, { description: "The price of one, tax included." })
  unitAmountMinor!: number;

  @Field(() => MinorUnitsScalar, {
    description: "The price of the line, tax included; discounts may make it negative.",
  })
  amountMinor!: number;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "The tax within `amountMinor`." })
  taxMinor!: number | null;
}
