import { Field, ID, InputType } from "type-graphql";

@InputType("FreeReaderInput", { description: "Gives a reader back that a payment holds." })
export class FreeReaderInput {
  @Field(() => ID)
  readerId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Free it although nobody can say whether it still takes the payment. Look at its screen first.",
  })
  force!: boolean;

  @Field(() => String, { nullable: true, description: "Why; needed with force, and written into the order's history." })
  reason?: string | null;
}
