import { Field, InputType, Int } from "type-graphql";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

@InputType("OrderLineInput", {
  description: "One line of the receipt. Shown and kept; no arithmetic is done but the sum.",
})
export class OrderLineInput {
  @Field(() => String)
  description!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => MinorUnitsScalar, { description: "The price of one, tax included." })
  unitAmountMinor!: number;

  @Field(() => MinorUnitsScalar, { description: "The price of the line, tax included; negative for a discount." })
  amountMinor!: number;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "The tax within `amountMinor`." })
  taxMinor?: number | null;
}
