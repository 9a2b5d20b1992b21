import { Field, ID, InputType } from "type-graphql";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";
import { OrderLineInput } from "./order-line.input.js";

@InputType("UpdateOrderInput", { description: "What changes about an open order. A field that is left out stays." })
export class UpdateOrderInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "Not below what is paid, held and reserved. Payments keep their amounts; see `updatePaymentIntent`.",
  })
  totalMinor?: number | null;

  @Field(() => [OrderLineInput], { nullable: true, description: "Replaces all lines. They add up to the total." })
  lines?: OrderLineInput[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "Reconciliation leaves the order's holds alone until then.",
  })
  holdUntil?: Date | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: "Replaces the metadata." })
  metadata?: Record<string, unknown> | null;
}
