import { Field, ObjectType } from "type-graphql";
import { READER_STATUSES, type ReaderStatus } from "../../domain/reader.js";
import { connectionOf } from "../connections/connection-of.js";
import { NodeType } from "../node.type.js";
import { registerEnum } from "../register-enum.js";
import { DateTimeScalar } from "../scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";

const ReaderStatusEnum = registerEnum("ReaderStatus", READER_STATUSES, {
  description: "As Stripe last said. It lags by minutes and never gates a payment.",
});

@ObjectType("Reader", {
  implements: NodeType,
  simpleResolvers: true,
  description: "A smart reader, driven from the server through Stripe.",
})
export class ReaderType extends NodeType {
  @Field(() => String, { description: "`tmr_…`" })
  stripeReaderId!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String, {
    description: "Stripe's name of the model, such as `bbpos_wisepos_e` or `simulated_wisepos_e`.",
  })
  deviceType!: string;

  @Field(() => String, { nullable: true })
  serialNumber!: string | null;

  @Field(() => ReaderStatusEnum)
  status!: ReaderStatus;

  @Field(() => DateTimeScalar, { nullable: true })
  lastSeenAt!: Date | null;

  @Field(() => Boolean, { description: "Whether real money moves." })
  livemode!: boolean;

  @Field(() => JsonObjectScalar, { description: "Yours; kept as given." })
  metadata!: Record<string, unknown>;

  // For the resolver of location; not a field of the schema.
  locationId!: string;
}

export const ReaderConnection = connectionOf("Reader", () => ReaderType);
