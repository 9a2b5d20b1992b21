import { Field, InputType } from "type-graphql";
import type { AmountRange } from "../domain/filters.js";
import { MinorUnitsScalar } from "./scalars/minor-units.scalar.js";

@InputType("AmountRange", { description: "A span of amounts in minor units, open at an end that is not given." })
export class AmountRangeInput implements AmountRange {
  @Field(() => MinorUnitsScalar, { nullable: true, description: "Within the range." })
  min?: number | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "Within the range." })
  max?: number | null;
}
