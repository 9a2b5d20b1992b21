import { Field, ID, InputType } from "type-graphql";
import { JsonObjectScalar } from "../scalars/json-object.scalar.js";

@InputType("RegisterReaderInput", { description: "Pairs a reader with a location." })
export class RegisterReaderInput {
  @Field(() => String, { description: "Yours, unique for this attempt: the same key again answers the same reader." })
  idempotencyKey!: string;

  @Field(() => ID)
  locationId!: string;

  @Field(() => String, {
    description:
      "What the reader shows in its settings (three words), or `simulated-wpe` for a simulated one in test mode.",
  })
  registrationCode!: string;

  @Field(() => String, { nullable: true, description: "How people call it. Default: its serial number." })
  label?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: "Yours; texts under texts, as Stripe keeps them." })
  metadata?: Record<string, unknown> | null;
}
