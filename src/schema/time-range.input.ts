import { Field, InputType } from "type-graphql";
import type { TimeRange } from "../domain/filters.js";
import { DateTimeScalar } from "./scalars/date-time.scalar.js";

@InputType("TimeRange", { description: "A span of time, open at an end that is not given." })
export class TimeRangeInput implements TimeRange {
  @Field(() => DateTimeScalar, { nullable: true, description: "Within the range." })
  from?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "Not within the range any more: days join without overlap.",
  })
  to?: Date | null;
}
