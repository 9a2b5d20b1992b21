import { Field, ID, InputType } from "type-graphql";

@InputType("CancelOrderInput", { description: "The sale is given up." })
export class CancelOrderInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { nullable: true, description: "For the timeline, 500 characters at most." })
  reason?: string | null;
}
