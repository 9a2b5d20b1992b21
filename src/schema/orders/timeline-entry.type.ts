import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../connections/connection-of.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";

@ObjectType("TimelineEntry", {
  simpleResolvers: true,
  description:
    "One thing that happened to an order. The timeline is append-only: an entry never changes and never goes.",
})
export class TimelineEntryType {
  @Field(() => Int, { description: "Its place in the order's history, from 1 and without gaps." })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { description: "What happened, such as `payment.authorized`. Take values you don't know." })
  type!: string;

  @Field(() => String, { description: "Who did it: the role and id of a key, `till:key_…`, or a job, `job:recovery`." })
  actor!: string;

  @Field(() => ID, { nullable: true, description: "The payment it is about, if it is about one." })
  paymentId!: string | null;

  @Field(() => JsonObjectScalar, { description: "Details, for people to read. No secrets, no card numbers." })
  data!: Record<string, unknown>;

  @Field(() => String, { nullable: true, description: "`req_…`: what Stripe's support and dashboard find it by." })
  stripeRequestId!: string | null;

  @Field(() => String, { nullable: true, description: "`evt_…`: the event that made us look." })
  stripeEventId!: string | null;
}

export const TimelineConnection = connectionOf("Timeline", () => TimelineEntryType);
