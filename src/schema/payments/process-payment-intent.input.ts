import { Field, ID, InputType, Int } from "type-graphql";
import { DEFAULT_DEADLINE_SECONDS, MAX_DEADLINE_SECONDS, MIN_DEADLINE_SECONDS } from "../../domain/reader-action.js";
import { registerEnum } from "../register-enum.js";
import { MinorUnitsScalar } from "../scalars/minor-units.scalar.js";

const ALLOW_REDISPLAY = ["ALWAYS", "LIMITED", "UNSPECIFIED"] as const;

const AllowRedisplayEnum = registerEnum("AllowRedisplay", ALLOW_REDISPLAY, {
  description: "Whether a saved card may be shown to this customer again; by the customer's consent.",
});

@InputType("ProcessPaymentIntentInput", {
  description: "Hands a payment to a reader: the customer can present a card.",
})
export class ProcessPaymentIntentInput {
  @Field(() => String, {
    description:
      "Yours, unique for this attempt: the same key again answers the action it started. A new attempt after a decline takes a new key.",
  })
  attemptKey!: string;

  @Field(() => ID)
  paymentId!: string;

  @Field(() => ID, { description: "A reader of the order's location." })
  readerId!: string;

  @Field(() => Boolean, { defaultValue: true, description: "Show the customer a cancel button." })
  enableCustomerCancellation!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: "Skip the tipping screen. Default: as the reader is configured.",
  })
  skipTipping?: boolean | null;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "What suggested tips are a share of. Default: the amount.",
  })
  tipEligibleMinor?: number | null;

  @Field(() => AllowRedisplayEnum, { nullable: true })
  allowRedisplay?: (typeof ALLOW_REDISPLAY)[number] | null;

  @Field(() => Int, {
    defaultValue: DEFAULT_DEADLINE_SECONDS,
    description: `After this the action is canceled and looked up, ${MIN_DEADLINE_SECONDS} to ${MAX_DEADLINE_SECONDS} seconds.`,
  })
  deadlineSeconds!: number;
}
